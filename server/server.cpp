// SPDX-License-Identifier: Apache-2.0
#include "server/server.hpp"

#include "actors/api_gateway.hpp"
#include "actors/inspection_gateway.hpp"
#include "actors/session_acceptor.hpp"
#include "net/emulation.hpp"
#include "net/listener.hpp"
#include "protocol/log_text.hpp"
#include "protocol/version.hpp"
#include "server/access.hpp"
#include "server/actor_node.hpp"
#include "server/available_memory.hpp"
#include "server/caf_config.hpp"
#include "server/guests.hpp"
#include "server/host_names.hpp"
#include "server/journal_store.hpp"
#include "server/operator_keys.hpp"
#include "server/reactors.hpp"
#include "server/rules.hpp"
#include "server/watchdog.hpp"
#include "store/data_directory.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/asio/post.hpp>
#include <caf/actor_registry.hpp>
#include <caf/actor_system.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace parley {

namespace {

using std::chrono::milliseconds;
using clock = std::chrono::steady_clock;

// After the deadline: for cut links to be noticed and actors to end.
constexpr milliseconds grace{1'000};

}  // namespace

// Construction order is declaration order, and destruction the reverse.
struct server::state {
  explicit state(settings chosen);
  ~state();

  void open(const std::string& address, door entered,
            std::vector<std::string>& opened);
  void start();
  void shutdown(milliseconds deadline);
  void await_sockets(clock::time_point until);
  void await_actors(clock::time_point until);
  void join();

  settings values;
  rules allowed;
  tls_context tls;
  connection_quota quota;
  loop_peers peers;
  caf_config caf;
  caf::actor_system system;
  emulation emulated;
  std::deque<reactor> reactors;
  /// Held while the node lives; nothing when no room is durable.
  std::optional<data_directory> data;
  actor_node node;
  std::deque<session_acceptor> acceptors;
  std::deque<api_gateway> gateways;
  std::deque<inspection_gateway> inspections;
  watchdog watched;
  std::deque<listener> listeners;
  std::vector<std::string> urls;
  std::vector<std::string> operator_urls;
  std::vector<std::thread> threads;
};

namespace {

std::optional<data_directory> data_of(const settings& values) {
  if (!has_durable_rooms(values.channel) || values.cluster.enabled())
    return std::nullopt;
  return std::optional<data_directory>(std::in_place, values.data);
}

}  // namespace

server::state::state(settings chosen)
    : values(with_guests(with_plain_access(std::move(chosen)))),
      allowed(values),
      tls(values.tls_cert.empty() ? nullptr
                                  : load_tls(values.tls_cert, values.tls_key)),
      quota(values.net.bounds, trusted_proxies(values.net.proxies)),
      caf(values.caf),
      system(caf),
      reactors(make_reactors(system, values, quota)),
      data(data_of(values)),
      node(homes_of(reactors), allowed.policy(), open_store(values, data),
           values.net.operators.metrics_prefix, values.cluster),
      watched(homes_of(reactors),
              memory_watch([this] { shed_largest(reactors); })) {
  memory_use::set_limit(memory_limit(values.memory_limit));
  auto& operators = values.net.operators;
  if (operators.secret.empty()) operators.secret = make_secret();
  values.net.hosts = host_names(values);
  values.net.spaces = allowed.spaces();
  values.net.api = values.http_api;
  values.net.unready = [this] { return node.unready(); };
  emulated.use(node.actors().shown_name());
  emulated.pass_on_by(
      [this](std::string_view to, std::string key, std::string said) {
        return node.pass_on(to, std::move(key), std::move(said));
      });
  for (auto& each : reactors) {
    acceptors.emplace_back(each.actors(), node.actors(), values.net.bounds);
    gateways.emplace_back(node.apis()[gateways.size()]);
    inspections.emplace_back(node.inspectors()[inspections.size()]);
    each.open({.acceptor = acceptors.back(),
               .api = gateways.back(),
               .inspector = inspections.back(),
               .emulated = emulated,
               .traffic = each.actors().traffic(),
               .peers = peers,
               .tls = tls});
  }
  const auto clients =
      values.operators_listen.empty() ? door::all : door::clients;
  for (const auto& address : widest_first(values.listen))
    open(address, clients, urls);
  for (const auto& address : widest_first(values.operators_listen))
    open(address, door::operators, operator_urls);
}

void server::state::open(const std::string& address, door entered,
                         std::vector<std::string>& opened) {
  std::uint16_t port = 0;  // of the first address, which the others share
  for (auto where : resolve(address)) {
    const bool is_loopback = where.address().is_loopback();
    const auto refuses = entered == door::operators ? refusal_to_serve_operators
                                                    : refusal_to_listen;
    const auto refusal = refuses(address, is_loopback, values);
    if (!refusal.empty()) throw settings_error(refusal);
    if (std::ranges::any_of(listeners, [&](const listener& each) {
          return each.entered() == entered && covers(each.local(), where);
        }))
      continue;
    if (where.port() == 0) where.port(port);
    require_free(where);
    for (auto& each : reactors) {
      // The first one may be given a port by the kernel; the others share it.
      listeners.emplace_back(each.sockets(), where, entered);
      where = listeners.back().local();
    }
    port = where.port();
    opened.push_back(url_of(where, bool{tls}));
  }
}

void server::state::start() {
  spdlog::info("serve.start version={} config={} loops={} listen={} tls={}",
               version, log_text(values.file), reactors.size(),
               log_text(boost::algorithm::join(urls, " ")), bool{tls});
  for (auto& each : listeners) each.start();
  for (auto& each : reactors) threads.emplace_back([&each] { each.run(); });
  node.start([this](std::string key, std::string said) {
    emulated.post(std::move(key), std::move(said));
  });
  watched.start();
}

// -- stop ---------------------------------------------------------------------

void server::state::shutdown(milliseconds deadline) {
  if (threads.empty()) return;
  const auto until = clock::now() + deadline;
  for (auto& each : listeners) each.stop();
  node.leave(deadline / 4);
  const auto left = std::max(until - clock::now(), clock::duration(0));
  auto drained = node.drain(std::chrono::duration_cast<milliseconds>(left / 2));
  if (drained.wait_until(until) != std::future_status::ready) {
    node.cut();
    drained.wait_for(grace);
  }
  await_sockets(until);
  node.end();
  await_actors(clock::now() + grace);
  join();
}

// Sessions are gone; this is for the last bytes of closing connections and for
// those that only spoke HTTP.
void server::state::await_sockets(clock::time_point until) {
  struct countdown {
    std::atomic<std::size_t> left;
    std::promise<void> reached;
  };
  const auto open = std::make_shared<countdown>();
  open->left = reactors.size();
  auto closed = open->reached.get_future();
  for (auto& each : reactors)
    boost::asio::post(each.io(), [&each, open] {
      each.sockets().stop([open] {
        if (--open->left == 0) open->reached.set_value();
      });
    });
  if (closed.wait_until(until) == std::future_status::ready) return;
  spdlog::warn("shutdown.sockets_cut connections={}", quota.size());
  for (auto& each : reactors)
    boost::asio::post(each.io(), [&each] { each.sockets().cut_all(); });
  closed.wait_for(grace);
}

void server::state::await_actors(clock::time_point until) {
  constexpr milliseconds look_again{1};
  while (system.registry().running() > 0 && clock::now() < until)
    std::this_thread::sleep_for(look_again);
  const auto left = system.registry().running();
  if (left == 0) return;
  spdlog::error("shutdown.actors_left count={}", left);
  // The system's destructor would wait for them for ever.
  system.await_actors_before_shutdown(false);
}

void server::state::join() {
  watched.stop();
  for (auto& each : reactors) each.stop();
  for (auto& each : threads) each.join();
  threads.clear();
}

// Loops that never ran cannot end their actors.
server::state::~state() {
  if (!threads.empty()) shutdown(milliseconds(0));
  emulated.close();
  if (system.registry().running() > 0)
    system.await_actors_before_shutdown(false);
}

// -- interface ----------------------------------------------------------------

server::server(settings values)
    : state_(std::make_unique<state>(std::move(values))) {}

server::~server() = default;

void server::start() {
  state_->start();
}

const std::vector<std::string>& server::urls() const {
  return state_->urls;
}

const std::vector<std::string>& server::operator_urls() const {
  return state_->operator_urls;
}

std::size_t server::connections() const {
  return state_->quota.size();
}

void server::reload_tls() {
  const auto& values = state_->values;
  if (values.tls_cert.empty())
    return spdlog::info("tls.no_reload what=\"TLS is off\"");
  try {
    const auto fresh = load_tls(values.tls_cert, values.tls_key);
    for (auto& each : state_->reactors)
      boost::asio::post(each.io(),
                        [&each, fresh] { each.sockets().reload_tls(fresh); });
    spdlog::info("tls.reload certificate={}", log_text(values.tls_cert));
  } catch (const std::exception& error) {
    spdlog::error("tls.reload_failed what={}", log_text(error.what()));
  }
}

void server::shutdown(milliseconds deadline) {
  state_->shutdown(deadline);
}

}  // namespace parley
