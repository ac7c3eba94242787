// SPDX-License-Identifier: Apache-2.0
#include "net/stream_link.hpp"

#include "net/emulation.hpp"
#include "protocol/limits.hpp"

#include <boost/asio/post.hpp>

#include <cstddef>
#include <deque>
#include <span>
#include <utility>

namespace parley {

namespace {

template <class Socket>
class stream_link final
    : public link,
      public wire_user,
      public emulated_link,
      public std::enable_shared_from_this<stream_link<Socket>> {
 public:
  stream_link(std::shared_ptr<wire<Socket>> under, stream_framing framing)
      : wire_(std::move(under)), framing_(framing) {}
  ~stream_link() override { wire_->use(nullptr); }
  stream_link(const stream_link&) = delete;
  stream_link& operator=(const stream_link&) = delete;

  void open(std::string head, link_request wish);

  using link::push;
  push_result push(const frame& bytes, overflow when_full) override;
  push_result send(message_kind kind, std::string_view message) override;
  void read_next() override;
  void wake_after(std::chrono::milliseconds delay) override;
  void close(close_code code, std::string_view reason) override;
  void cut() override { wire_->cut(); }
  bool congested() const override { return wire_->congested(); }
  void tell_when_drained() override { wire_->tell_when_drained(); }
  bool is_closing() const override { return !is_open(); }
  bool accepts_deflate() const override { return false; }
  std::size_t queued() const override { return wire_->queued(); }
  std::string peer() const override { return wire_->peer(); }
  std::string session_key() const override { return key_; }

  void receive(std::string message) override;

 private:
  push_result push_body(const frame& bytes, overflow when_full);
  void keep(std::string message);
  void deliver();
  void end_soon();
  void end();
  bool is_open() const {
    return events_ && closed_with_ == close_code::no_status;
  }

  void on_drained() override;
  void on_timer() override;
  void on_input(std::span<char>) override {}  // dropped by the wire
  void on_input_end() override { end(); }
  void on_full() override;

  std::shared_ptr<wire<Socket>> wire_;
  const stream_framing framing_;
  std::string key_;  // empty: the client only listens
  std::unique_ptr<link_events> events_;
  /// Why we closed it; no_status while we have not.
  close_code closed_with_ = close_code::no_status;
  std::deque<std::string> inbox_;
  std::size_t inbox_size_ = 0;  // bytes, bookkeeping counted
  bool wants_message_ = false;
};

template <class Socket>
void stream_link<Socket>::open(std::string head, link_request wish) {
  auto& where = wire_->where();
  wire_->use(this);
  wire_->cancel_timer();
  if (!wire_->append(std::move(head.append(stream_opening(framing_)))))
    return wire_->cut();  // earlier answers were not read
  if (!wish.unidirectional) key_ = where.desk().enter(this->shared_from_this());
  keep(std::exchange(wish.first_message, {}));
  events_ = where.accept(this->shared_from_this(), std::move(wish));
  // The client sends nothing more on this connection; we only wait for its end.
  wire_->drop_input();
}

// -- writing ------------------------------------------------------------------

template <class Socket>
push_result stream_link<Socket>::push(const frame& bytes, overflow when_full) {
  if (!is_open()) return push_result::closed;
  return push_body(wire_->where().reframed().stream(bytes, framing_),
                   when_full);
}

template <class Socket>
push_result stream_link<Socket>::send(message_kind, std::string_view message) {
  if (!is_open()) return push_result::closed;
  return push_body(make_frame(stream_message(message, framing_)), {});
}

template <class Socket>
push_result stream_link<Socket>::push_body(const frame& bytes,
                                           overflow when_full) {
  const auto result = wire_->queue(bytes, when_full, seams::around);
  if (result == push_result::slow) on_full();
  return result;
}

// The client loses what waits anyway; the disconnect replaces it.
template <class Socket>
void stream_link<Socket>::on_full() {
  wire_->drop_unstarted();
  close(close_code::slow, reason(close_code::slow));
}

// -- reading ------------------------------------------------------------------

template <class Socket>
void stream_link<Socket>::receive(std::string message) {
  if (!is_open()) return;
  if (inbox_size_ >= emulation_inbox_size)
    return close(close_code::too_many_requests,
                 reason(close_code::too_many_requests));
  keep(std::move(message));
  deliver();
}

template <class Socket>
void stream_link<Socket>::keep(std::string message) {
  inbox_size_ += sizeof message + message.size();
  inbox_.push_back(std::move(message));
}

template <class Socket>
void stream_link<Socket>::read_next() {
  wants_message_ = true;
  deliver();
}

template <class Socket>
void stream_link<Socket>::deliver() {
  if (!is_open() || !wants_message_ || inbox_.empty()) return;
  if (wire_->congested()) return wire_->tell_when_drained();
  wants_message_ = false;
  auto message = std::move(inbox_.front());
  inbox_.pop_front();
  inbox_size_ -= sizeof message + message.size();
  events_->on_message(framing_.format == stream_format::lengths
                          ? message_kind::binary
                          : message_kind::text,
                      std::move(message));
}

// -- end ----------------------------------------------------------------------

template <class Socket>
void stream_link<Socket>::close(close_code code, std::string_view reason) {
  if (!is_open()) return;
  closed_with_ = code;
  wire_->append_last(stream_ending(code, reason, framing_));
  end_soon();
}

template <class Socket>
void stream_link<Socket>::on_drained() {
  if (events_ && wire_->is_open()) events_->on_drained();
  if (wire_->is_open())
    deliver();
  else
    end_soon();
}

// Deferred, as for a WebSocket: the end may destroy the caller.
template <class Socket>
void stream_link<Socket>::end_soon() {
  asio::post(wire_->where().io(),
             [self = this->shared_from_this()] { self->end(); });
}

template <class Socket>
void stream_link<Socket>::end() {
  const auto events = std::exchange(events_, nullptr);
  if (!events) return;
  wire_->where().desk().leave(key_);
  wire_->use(nullptr);
  wire_->finish();
  events->on_closed(closed_with_ == close_code::no_status ? close_code::abnormal
                                                          : closed_with_);
}

// -- time ---------------------------------------------------------------------

template <class Socket>
void stream_link<Socket>::wake_after(std::chrono::milliseconds delay) {
  if (is_open()) wire_->expire_after(delay);
}

template <class Socket>
void stream_link<Socket>::on_timer() {
  if (is_open()) events_->on_wake();
}

}  // namespace

template <class Socket>
void open_stream(std::shared_ptr<wire<Socket>> under, std::string head,
                 stream_framing framing, link_request wish) {
  const auto opened =
      std::make_shared<stream_link<Socket>>(std::move(under), framing);
  opened->open(std::move(head), std::move(wish));
}

template void open_stream(std::shared_ptr<wire<tcp_socket>>, std::string,
                          stream_framing, link_request);
template void open_stream(std::shared_ptr<wire<tls_socket>>, std::string,
                          stream_framing, link_request);

}  // namespace parley
