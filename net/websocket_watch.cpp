// SPDX-License-Identifier: Apache-2.0
// What happens to a WebSocket by time: pings, a peer that is gone, a message
// that does not become complete.
#include "net/open_websocket_link.hpp"
#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"

#include <utility>

namespace parley {

// -- signs of life ------------------------------------------------------------

template <class Socket>
void websocket_link<Socket>::wake_after(std::chrono::milliseconds delay) {
  if (events_) wire_->where().schedule(alarm_, delay);
}

template <class Socket>
void websocket_link<Socket>::on_timer() {
  if (is_ending()) return cut();
  const auto& bounds = where().options().bounds;
  switch (pings_.next(wire_->heard())) {
    case ping_watch::step::ping:
      wire_->expire_after(bounds.pong_timeout);
      static_cast<void>(push(make_frame(ping_frame())));
      return;
    case ping_watch::step::rest:
      return wire_->expire_after(bounds.ping_interval);
    case ping_watch::step::close:
      return close(close_code::no_pong, reason(close_code::no_pong));
  }
}

// -- unfinished messages ------------------------------------------------------

// From a message's first byte to its last, whatever control frames come between
// its fragments.
template <class Socket>
void websocket_link<Socket>::watch_message() {
  const bool unfinished = !is_ending() && reader_.is_unfinished();
  if (unfinished == watched_) return;
  watched_ = unfinished;
  if (unfinished)
    where().schedule(late_, where().options().message_timeout);
  else
    where().cancel(late_);
}

// A client that is not read from cannot finish its message.
template <class Socket>
void websocket_link<Socket>::on_message_late() {
  watched_ = false;
  if (is_ending()) return;
  if (!reading_) return watch_message();
  constexpr std::string_view detail = "message not complete in time";
  report(refusal::message_deadline, detail);
  close(is_plain_ ? close_code::policy_violation : close_code::slow, detail);
}

template <class Socket>
void websocket_link<Socket>::report(refusal why, std::string_view detail) {
  refuse(where(), why, detail, [this] { return peer(); });
}

// The other members are instantiated by websocket_link.cpp.
template void websocket_link<tcp_socket>::wake_after(std::chrono::milliseconds);
template void websocket_link<tls_socket>::wake_after(std::chrono::milliseconds);
template void websocket_link<tcp_socket>::on_timer();
template void websocket_link<tls_socket>::on_timer();
template void websocket_link<tcp_socket>::watch_message();
template void websocket_link<tls_socket>::watch_message();
template void websocket_link<tcp_socket>::on_message_late();
template void websocket_link<tls_socket>::on_message_late();
template void websocket_link<tcp_socket>::report(refusal, std::string_view);
template void websocket_link<tls_socket>::report(refusal, std::string_view);

}  // namespace parley
