// SPDX-License-Identifier: Apache-2.0
#include "net/listener.hpp"

#include "net/http_session.hpp"
#include "net/refuse.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <utility>

namespace parley {

namespace {

using namespace std::chrono_literals;

// While the process has no free descriptor, the listener retries at this
// interval, and logs at most once a second.
constexpr auto retry_delay = 100ms;
constexpr auto log_interval = 1s;

/// True once per `log_interval`, whichever loop asks.
bool may_log_pause() {
  using clock = std::chrono::steady_clock;
  static std::atomic<clock::time_point> next{clock::time_point{}};
  const auto now = clock::now();
  auto due = next.load();
  return now >= due && next.compare_exchange_strong(due, now + log_interval);
}

std::string name_of(const endpoint& where) {
  const auto address = where.address().to_string();
  return (where.address().is_v6() ? '[' + address + ']' : address) + ':' +
         std::to_string(where.port());
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, port);
  if (failed != std::errc{} || stopped != end) return std::nullopt;
  return port;
}

void require(error_code failed, const endpoint& where) {
  if (failed)
    throw std::runtime_error("cannot listen on " + name_of(where) + ": " +
                             failed.message());
}

void bind(tcp_acceptor& acceptor, const endpoint& where, bool shared) {
  error_code failed;
  acceptor.open(where.protocol(), failed);
  require(failed, where);
  acceptor.set_option(asio::socket_base::reuse_address(true));
  const int share = shared ? 1 : 0;
  ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &share,
               sizeof share);
  // Both families on `::`, whatever the system's default (net.ipv6.bindv6only).
  if (where.address().is_v6())
    acceptor.set_option(asio::ip::v6_only(!where.address().is_unspecified()));
  acceptor.bind(where, failed);
  require(failed, where);
}

/// This machine has the address.
bool can_bind(const asio::ip::address& address) {
  asio::io_context io;
  tcp_acceptor probe(io.get_executor());
  const endpoint any_port(address, 0);
  error_code failed;
  probe.open(any_port.protocol(), failed);
  if (!failed) probe.bind(any_port, failed);
  return !failed;
}

}  // namespace

bool covers(const endpoint& wide, const endpoint& narrow) {
  return wide.port() == narrow.port() && wide.address().is_v6() &&
         wide.address().is_unspecified() && narrow.address().is_v4() &&
         narrow.address().is_unspecified();
}

std::vector<std::string> widest_first(std::vector<std::string> addresses) {
  std::stable_partition(
      addresses.begin(), addresses.end(), [](const std::string& each) {
        return each.starts_with(':') || each.starts_with("[::]:");
      });
  return addresses;
}

std::string url_of(const endpoint& where, bool tls) {
  return (tls ? "https://" : "http://") + name_of(where);
}

std::vector<endpoint> resolve(std::string_view host_and_port) {
  const auto quoted = '"' + std::string(host_and_port) + '"';
  const auto colon = host_and_port.rfind(':');
  const auto port = colon == std::string_view::npos
                        ? std::nullopt
                        : parse_port(host_and_port.substr(colon + 1));
  if (!port) throw std::runtime_error(quoted + " is not HOST:PORT");
  auto host = host_and_port.substr(0, colon);
  if (host.empty()) {
    const asio::ip::address both = asio::ip::address_v6::any();
    return {{can_bind(both) ? both : asio::ip::address_v4::any(), *port}};
  }
  if (host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  asio::io_context io;
  asio::ip::tcp::resolver resolver(io);
  error_code failed;
  const auto found = resolver.resolve(host, "", failed);
  if (failed || found.empty())
    throw std::runtime_error("cannot resolve " + quoted + ": " +
                             failed.message());
  std::vector<endpoint> all;
  for (const auto& each : found) {
    const endpoint at(each.endpoint().address(), *port);
    // Containers often name ::1 and have no IPv6.
    const bool is_new = std::ranges::find(all, at) == all.end();
    if (is_new && (found.size() == 1 || can_bind(at.address())))
      all.push_back(at);
  }
  if (all.empty()) all.emplace_back(found.begin()->endpoint().address(), *port);
  return all;
}

void require_free(const endpoint& where) {
  if (where.port() == 0) return;
  asio::io_context io;
  tcp_acceptor probe(io.get_executor());
  bind(probe, where, false);
}

listener::listener(loop& where, const endpoint& at, door entered)
    : loop_(where),
      entered_(entered),
      acceptor_(where.io().get_executor()),
      retry_(where.io().get_executor()) {
  bind(acceptor_, at, true);
  // Accepted sockets inherit these (tcp(7), socket(7)): two calls less for each
  // connection.
  acceptor_.set_option(asio::ip::tcp::no_delay(true));
  acceptor_.set_option(asio::socket_base::send_buffer_size(kernel_send_buffer));
  // Clients send first. A silent client is accepted after some seconds
  // (tcp(7)): this spares the others a read in vain, a tenth of a join.
  const int seconds = 1;
  ::setsockopt(acceptor_.native_handle(), IPPROTO_TCP, TCP_DEFER_ACCEPT,
               &seconds, sizeof seconds);
  error_code failed;
  acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  require(failed, at);
  local_ = acceptor_.local_endpoint();
}

void listener::stop() {
  asio::post(loop_.io(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
  });
}

void listener::accept_next() {
  acceptor_.async_accept(loop_.io().get_executor(), peer_,
                         [this](error_code failed, tcp_socket socket) {
                           on_accept(failed, std::move(socket));
                         });
}

void listener::on_accept(error_code failed, tcp_socket socket) {
  if (!acceptor_.is_open()) return;
  if (failed == asio::error::no_descriptors ||
      failed == error_code(ENFILE, boost::system::system_category()) ||
      failed == asio::error::no_buffer_space ||
      failed == asio::error::no_memory)
    return pause_after(failed);
  if (!failed) admit(std::move(socket));
  accept_next();
}

void listener::admit(tcp_socket socket) {
  auto ticket = loop_.quota().enter(peer_.address());
  if (ticket.outcome() == connection_quota::verdict::flooded)
    return refuse(loop_, refusal::flood, "closed without an answer",
                  [this] { return name_of(peer_); });
  if (const auto& tls = loop_.tls())
    serve_http(
        std::make_shared<wire<tls_socket>>(tls_socket(std::move(socket), *tls),
                                           loop_, std::move(ticket)),
        entered_);
  else
    serve_http(std::make_shared<wire<tcp_socket>>(std::move(socket), loop_,
                                                  std::move(ticket)),
               entered_);
}

// The connection stays in the kernel's queue until a descriptor is free.
void listener::pause_after(error_code failed) {
  if (may_log_pause())
    spdlog::warn("net.accept_paused what={} connections={}",
                 log_text(failed.message()), loop_.quota().size());
  retry_.expires_after(retry_delay);
  retry_.async_wait([this](error_code stopped) {
    if (!stopped) accept_next();
  });
}

}  // namespace parley
