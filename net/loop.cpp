// SPDX-License-Identifier: Apache-2.0
#include "net/loop.hpp"

#include "net/unidirectional.hpp"
#include "protocol/ids.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace parley {

loop::loop(boost::asio::io_context& io, const net_options& options,
           connection_quota& quota, loop_ports ports)
    : io_(io),
      options_(options),
      quota_(quota),
      ports_(std::move(ports)),
      desk_(ports_.emulated.open_desk(io)),
      wheel_(timer_wheel::clock::now()),
      ticker_(io.get_executor()) {
  ports_.peers.all.push_back(this);
}

std::unique_ptr<link_events> loop::accept(std::shared_ptr<link> link,
                                          link_request request) {
  if (request.unidirectional)
    return accept_listener(ports_.acceptor, std::move(link),
                           std::move(request));
  return ports_.acceptor.accept(std::move(link), std::move(request));
}

loop::placement loop::place(std::string_view room) {
  auto& [all, seats] = ports_.peers;
  if (all.size() < 2) return {*this, {}};
  auto seat = seats.enter(room);
  auto& where = seat.is_early() ? *all[loop_of(room, all.size())] : *this;
  return {where, std::move(seat)};
}

inflater& loop::inflating() {
  return inflater_ ? *inflater_ : inflater_.emplace();
}

void loop::schedule(timer_wheel::timer& t, std::chrono::milliseconds delay) {
  wheel_.schedule(t, timer_wheel::clock::now(), delay);
  tick_while_needed();
}

// An idle server has no timer set and so never wakes up.
void loop::tick_while_needed() {
  if (ticking_ || wheel_.empty()) return;
  ticking_ = true;
  ticker_.expires_after(timer_wheel::tick);
  ticker_.async_wait([this](boost::system::error_code stopped) {
    ticking_ = false;
    if (stopped) return;
    wheel_.advance(timer_wheel::clock::now());
    tick_while_needed();
  });
}

void loop::leave(open_socket& socket) {
  sockets_.erase(sockets_.iterator_to(socket));
  tell_when_empty();
}

void loop::stop(std::function<void()> when_empty) {
  stopping_ = true;
  when_empty_ = std::move(when_empty);
  // A socket that closes leaves the list: step on first.
  for (auto at = sockets_.begin(); at != sockets_.end();)
    (at++)->stop_if_unused();
  tell_when_empty();
}

std::size_t loop::shed_largest() {
  std::vector<std::pair<std::size_t, open_socket*>> largest;
  for (auto& each : sockets_)
    if (each.queued() >= shed_min_size)
      largest.emplace_back(each.queued(), &each);
  const auto count = std::min(shed_slice, largest.size());
  std::ranges::partial_sort(
      largest, largest.begin() + static_cast<std::ptrdiff_t>(count),
      std::greater{});
  for (const auto& [bytes, socket] : std::span(largest).first(count))
    socket->shed();
  return count;
}

void loop::cut_all() {
  for (auto at = sockets_.begin(); at != sockets_.end();) (at++)->cut();
}

void loop::tell_when_empty() {
  if (when_empty_ && sockets_.empty()) std::exchange(when_empty_, nullptr)();
}

}  // namespace parley
