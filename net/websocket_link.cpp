// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_link.hpp"

#include "net/open_websocket_link.hpp"
#include "protocol/deflate.hpp"
#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"

#include <boost/asio/post.hpp>

#include <cassert>
#include <span>
#include <utility>

namespace parley {

template <class Socket>
void websocket_link<Socket>::open(link_request wish) {
  wire_->use(this);
  is_plain_ = wish.speaks == dialect::plain;
  wire_->cancel_timer();
  // Else the session watches over signs of life.
  if (is_plain_ || wish.frame_pings)
    wire_->expire_after(where().options().bounds.ping_interval);
  events_ = wire_->where().accept(this->shared_from_this(), std::move(wish));
}

// -- writing ------------------------------------------------------------------

// What waits is lost to this client anyway; the close frame comes instead.
template <class Socket>
void websocket_link<Socket>::on_full() {
  wire_->drop_unstarted();
  close(close_code::slow, reason(close_code::slow));
}

template <class Socket>
push_result websocket_link<Socket>::send(message_kind kind,
                                         std::string_view message) {
  const auto op = kind == message_kind::binary ? opcode::binary : opcode::text;
  std::string out;
  if (agreed_.deflates && message.size() >= compression_min_size)
    append_frame(out, op, payload_coding::deflated,
                 deflater().compress(message));
  else
    append_frame(out, op, payload_coding::identity, message);
  return push(make_frame(std::move(out)));
}

// -- reading ------------------------------------------------------------------

template <class Socket>
void websocket_link<Socket>::read_next() {
  if (is_ending() || !events_) return;
  assert(!wanted_ && "a session asks for one message at a time");
  wanted_ = true;
  go_on();
}

// First from the input already read, then from the socket.
template <class Socket>
void websocket_link<Socket>::go_on() {
  if (reading_ || taking_in_) return;
  const auto rest = take_in(std::span(ahead_).subspan(ahead_at_));
  ahead_at_ = static_cast<std::uint32_t>(ahead_.size() - rest.size());
  if (!rest.empty()) return;
  std::string().swap(ahead_);
  ahead_at_ = 0;
}

template <class Socket>
void websocket_link<Socket>::on_input(std::span<char> bytes) {
  reading_ = false;
  const auto rest = take_in(bytes);
  ahead_.assign(rest.data(), rest.size());
}

// Returns input that is not to be handled yet.
template <class Socket>
std::span<char> websocket_link<Socket>::take_in(std::span<char> bytes) {
  const auto& options = wire_->where().options();
  const websocket_reader::rules rules{
      .message_size = options.bounds.message_size,
      .inflates = agreed_.inflates ? &wire_->where().inflating() : nullptr};
  taking_in_ = true;
  while (!over_ && !must_wait()) {
    const auto said = reader_.next(bytes, rules);
    if (!said) {
      watch_message();
      reading_ = true;
      wire_->read(this->shared_from_this());
      break;
    }
    handle(*said);
  }
  taking_in_ = false;
  return over_ ? std::span<char>() : bytes;
}

// A client that does not read its answers, pongs among them, is not listened to
// either. Of one that is being closed only the end is of interest.
template <class Socket>
bool websocket_link<Socket>::must_wait() {
  if (is_ending()) return false;
  if (!wanted_) return true;
  if (!wire_->congested()) return false;
  wire_->tell_when_drained();
  return true;
}

template <class Socket>
void websocket_link<Socket>::handle(const websocket_reader::item& said) {
  using kind = websocket_reader::kind;
  switch (said.what) {
    case kind::text:
      return deliver(message_kind::text, said.payload);
    case kind::binary:
      return deliver(message_kind::binary, said.payload);
    case kind::ping:
      if (!is_ending() && !wire_->append(pong_frame(said.payload)))
        end(close_code::abnormal);
      return;
    case kind::pong:
      return;  // a sign of life, as all bytes are
    case kind::close:
      if (!is_ending()) wire_->append_last(close_frame(said.code, {}));
      return end(said.code);
    case kind::broken:
      if (!is_ending()) {
        report(said.code == close_code::too_big ? refusal::message_size
                                                : refusal::protocol_error,
               reason(said.code));
        wire_->append_last(close_frame(said.code, reason(said.code)));
      }
      return end(said.code);
  }
}

template <class Socket>
void websocket_link<Socket>::deliver(message_kind kind,
                                     std::string_view message) {
  if (is_ending()) return;  // what still comes is not accepted
  if (std::exchange(watched_, false)) where().cancel(late_);
  wanted_ = false;
  events_->on_message(kind, std::string(message));
}

template <class Socket>
void websocket_link<Socket>::on_drained() {
  if (events_ && wire_->is_open()) events_->on_drained();
  if (wanted_ || is_ending()) go_on();
}

// -- end ----------------------------------------------------------------------

template <class Socket>
void websocket_link<Socket>::on_input_end() {
  reading_ = false;
  end(close_code::abnormal);
}

// The session is notified soon, without waiting for the client's close frame: a
// member that must leave leaves its rooms now. The client's close frame may
// have been read already. Both are deferred, because the end of the session may
// destroy the caller.
template <class Socket>
void websocket_link<Socket>::close(close_code code, std::string_view reason) {
  if (is_ending() || over_ || !events_) return;
  closed_with_ = code;
  wire_->expire_after(close_timeout);
  wire_->append_last(close_frame(code, reason));
  asio::post(wire_->where().io(), [self = this->shared_from_this()] {
    self->tell_session(self->closed_with_);
    self->go_on();
  });
}

template <class Socket>
void websocket_link<Socket>::cut() {
  wire_->cut();
  // Without a pending read the end would go unnoticed.
  if (!reading_) end(close_code::abnormal);
}

template <class Socket>
void websocket_link<Socket>::tell_session(close_code code) {
  if (const auto events = std::exchange(events_, nullptr))
    events->on_closed(code);
}

template <class Socket>
void websocket_link<Socket>::end(close_code code) {
  if (std::exchange(over_, true)) return;
  wire_->use(nullptr);
  wire_->finish();
  tell_session(is_ending() ? closed_with_ : code);
}

template <class Socket>
void open_websocket_link(std::shared_ptr<wire<Socket>> under,
                         websocket_agreement agreed, std::string ahead,
                         link_request wish) {
  const auto opened = std::make_shared<websocket_link<Socket>>(
      std::move(under), agreed, std::move(ahead));
  opened->open(std::move(wish));
}

template void open_websocket_link(std::shared_ptr<wire<tcp_socket>>,
                                  websocket_agreement, std::string,
                                  link_request);
template void open_websocket_link(std::shared_ptr<wire<tls_socket>>,
                                  websocket_agreement, std::string,
                                  link_request);

}  // namespace parley
