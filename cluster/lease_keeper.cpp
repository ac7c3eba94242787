// SPDX-License-Identifier: Apache-2.0
#include "cluster/lease_keeper.hpp"

#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>
#include <utility>

namespace parley::cluster {

namespace {

using std::chrono::milliseconds;

/// How long the keeper listens before it checks what to write.
constexpr milliseconds look_interval{25};
constexpr milliseconds retry_interval{100};
/// A watch that is silent for so long, while our own lease is renewed
/// repeatedly, has been lost.
constexpr milliseconds silence{1'000};
/// A node without news for so long lets its lease expire, because it delays
/// every new view.
constexpr milliseconds deafness{5'000};

/// Interval of the log line that the store still fails.
constexpr std::chrono::seconds complaint_interval{60};

std::string joined(const std::vector<node_name>& names) {
  std::string out;
  for (const auto& node : names) out += (out.empty() ? "" : ",") + node;
  return out;
}

void log(const view& v) {
  if (v.leaving.empty())
    spdlog::info("cluster.view number={} nodes={}", v.number,
                 log_text(joined(v.nodes)));
  else
    spdlog::info("cluster.view number={} nodes={} leaving={}", v.number,
                 log_text(joined(v.nodes)), log_text(joined(v.leaving)));
}

}  // namespace

lease_keeper::lease_keeper(cluster_options options, std::uint64_t process,
                           const transport& ways,
                           std::function<void(standing_ptr)> changed)
    : options_(std::move(options)),
      changed_(std::move(changed)),
      membership_(options_.node, process, {}),
      connect_(ways.leases) {}

lease_keeper::~lease_keeper() {
  stop();
}

void lease_keeper::start() {
  nats_ = connect_();
  thread_ =
      std::jthread([this](const std::stop_token& stopping) { run(stopping); });
}

void lease_keeper::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void lease_keeper::run(const std::stop_token& stopping) {
  while (!stopping.stop_requested()) {
    try {
      turn();
    } catch (const nats_error& error) {
      close_store(error);
      membership_.on_write_failed();
      std::this_thread::sleep_for(retry_interval);
    }
    tell_if_changed();
  }
  give_back();
}

void lease_keeper::turn() {
  if (!store_) open_store();
  hear();
  if (nats_->reconnects() != reconnects_)
    throw nats_error("the connection was lost");
  const auto now = clock::now();
  if (now - heard_ > deafness) throw nats_error("the watch is silent");
  if (retires_) membership_.retire();
  for (const auto& wanted : membership_.act(now)) write(wanted, now);
  if (now - std::max(heard_, watched_) > silence) watch_anew();
}

void lease_keeper::hear() {
  auto patience = look_interval;
  while (const auto seen = store_->next(patience)) {
    heard_ = clock::now();
    take(*seen, heard_);
    patience = milliseconds(1);
  }
}

// Our lease is renewed in the meantime: the leader of JetStream creates a
// watch, and that of the leases writes a lease, which may be available earlier.
void lease_keeper::watch_anew() {
  try {
    store_->watch();
  } catch (const nats_error& error) {
    spdlog::debug("cluster.no_watch what={}", log_text(error.what()));
    return;
  }
  watched_ = clock::now();
  membership_.on_store_back(watched_);
  spdlog::info("cluster.watch_made_anew");
}

void lease_keeper::take(const lease_bucket::change& seen,
                        clock::time_point now) {
  if (const auto* one = std::get_if<lease_bucket::lease_seen>(&seen))
    membership_.on_lease(one->node, one->value, one->at, now);
  else if (const auto* next = std::get_if<lease_bucket::view_seen>(&seen))
    membership_.on_view(next->value, next->at);
  else if (const auto* other = std::get_if<lease_bucket::foreign_lease>(&seen))
    take_foreign(other->node, other->at);
  else if (const auto* none = std::get_if<lease_bucket::foreign_view>(&seen))
    take_foreign("", none->at);
}

// A writer without our secret, or a node with another one. We keep the values
// we knew, and may write over this one.
void lease_keeper::take_foreign(const node_name& node, revision at) {
  if (node.empty())
    membership_.on_foreign_view(at);
  else
    membership_.on_foreign_lease(node, at);
  if (const auto count = foreign_.count(clock::now()))
    spdlog::warn("cluster.foreign_value key={} count={}",
                 node.empty() ? "view" : "lease." + node, count);
}

void lease_keeper::write(const store_write& wanted, clock::time_point asked) {
  const auto at = store_->write(wanted);
  if (!at) correct(wanted);
  const auto* own = std::get_if<write_lease>(&wanted);
  if (!own || own->node != options_.node || own->value.evicted) return;
  if (at)
    membership_.on_renewed(asked, *at);
  else
    membership_.on_write_failed();
}

// With nats-server 2.9, after its servers had been killed, a copy had revisions
// that differed from the leader's: no node with a watch on it could write.
void lease_keeper::correct(const store_write& refused) {
  const auto there = store_->read(refused);
  if (!there) return;
  if (const auto* one = std::get_if<lease_bucket::lease_seen>(&*there))
    membership_.on_lease_revision(one->node, one->value, one->at, clock::now());
  else if (const auto* view = std::get_if<lease_bucket::view_seen>(&*there))
    membership_.on_view_revision(view->value, view->at);
  else
    take(*there, clock::now());
}

// A watch does not outlive the connection: libnats 3.4 does not make it anew.
void lease_keeper::open_store() {
  reconnects_ = nats_->reconnects();
  store_ = nats_->open();
  heard_ = watched_ = clock::now();
  membership_.on_store_back(heard_);
  if (std::exchange(failing_, false)) spdlog::info("cluster.store_works_again");
}

void lease_keeper::close_store(const nats_error& why) {
  store_.reset();
  const auto now = clock::now();
  const bool is_new = !std::exchange(failing_, true);
  if (!is_new && now - complained_ < complaint_interval) return;
  complained_ = now;
  spdlog::warn("cluster.store_fails what={}", log_text(why.what()));
}

void lease_keeper::tell_if_changed() {
  lease_->grant_until(membership_.granted_until());
  const bool is_new = !told_ || told_->latest != membership_.latest() ||
                      told_->rights != membership_.rights() ||
                      told_->processes != membership_.processes();
  if (is_new) {
    if (!told_ || told_->latest.number != membership_.latest().number)
      log(membership_.latest());
    told_ = std::make_shared<const standing>(
        standing{options_.node, membership_.latest(), membership_.rights(),
                 lease_, membership_.processes()});
    changed_(told_);
  }
  const bool is_fenced = told_->is_fenced();
  if (std::exchange(was_fenced_, is_fenced) == is_fenced) return;
  if (is_fenced)
    spdlog::warn("cluster.fenced view={}", told_->latest.number);
  else
    spdlog::info("cluster.acting term={}", told_->term());
}

void lease_keeper::give_back() {
  lease_->grant_until({});
  if (!store_) return;
  try {
    for (const auto& wanted : membership_.give_back()) store_->write(wanted);
  } catch (const nats_error& error) {
    spdlog::warn("cluster.lease_kept what={}", log_text(error.what()));
  }
}

}  // namespace parley::cluster
