// SPDX-License-Identifier: Apache-2.0
#include "net/http_exchange.hpp"

#include "net/refuse.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace parley {

namespace {

constexpr asio::use_awaitable_t<executor> use_awaitable;

}  // namespace

template <class Socket>
http_exchange<Socket>::http_exchange(std::shared_ptr<wire<Socket>> under)
    : wire_(std::move(under)),
      reader_(wire_->where().options().bounds.request_head) {
  wire_->use(this);
  wire_->expire_after(wire_->where().options().bounds.handshake_timeout);
}

template <class Socket>
http_exchange<Socket>::~http_exchange() {
  wire_->leave(*this);
}

template <class Socket>
asio::awaitable<void, executor> http_exchange<Socket>::open() {
  if constexpr (is_tls<Socket>) {
    error_code failed;
    co_await wire_->socket().async_handshake(
        asio::ssl::stream_base::server,
        asio::redirect_error(use_awaitable, failed));
    if (!failed) co_return;
    // A client that disconnects is not a refusal.
    if (failed.category() == asio::error::get_ssl_category())
      refuse(wire_->where(), refusal::tls_handshake, failed.message(),
             [this] { return wire_->peer(); });
    throw boost::system::system_error(failed);
  }
  co_return;
}

// -- reading ------------------------------------------------------------------

template <class Socket>
asio::awaitable<bool, executor> http_exchange<Socket>::fill() {
  if (stopped_) co_return false;
  error_code failed;
  const auto bytes = co_await wire_->socket().async_read_some(
      reader_.prepare(), asio::redirect_error(use_awaitable, failed));
  if (failed) co_return false;
  reader_.commit(bytes);
  co_return true;
}

template <class Socket>
asio::awaitable<bool, executor> http_exchange<Socket>::receive_head() {
  const auto& bounds = wire_->where().options().bounds;
  phase_ = phase::reading;
  // The first head gets the rest of the handshake's time.
  if (!is_first_)
    wire_->expire_after(reader_.has_begun() ? bounds.handshake_timeout
                                            : bounds.idle_timeout);
  while (reader_.now() == request_reader::state::head) {
    const bool had_begun = reader_.has_begun();
    const bool more = co_await fill();
    if (!more) co_return false;
    if (!is_first_ && !had_begun && reader_.has_begun())
      wire_->expire_after(bounds.handshake_timeout);
  }
  is_first_ = false;
  phase_ = phase::working;
  wire_->cancel_timer();
  co_return true;
}

template <class Socket>
asio::awaitable<bool, executor> http_exchange<Socket>::receive_body(
    std::size_t limit, bool keep) {
  reader_.begin_body(limit, keep);
  phase_ = phase::reading;
  if (reader_.now() == request_reader::state::body)
    wire_->expire_after(wire_->where().options().bounds.request_timeout);
  while (reader_.now() == request_reader::state::body) {
    const bool more = co_await fill();
    if (!more) co_return false;
  }
  phase_ = phase::working;
  wire_->cancel_timer();
  co_return true;
}

// The coroutine reads the socket's end itself: two reads at a time are none.
template <class Socket>
void http_exchange<Socket>::stop_reading() {
  stopped_ = true;
  error_code ignored;
  tcp_of(wire_->socket()).cancel(ignored);
}

// -- writing ------------------------------------------------------------------

template <class Socket>
asio::awaitable<bool, executor> http_exchange<Socket>::send(std::string head,
                                                            frame body) {
  wire_->answer(std::move(head), body);
  phase_ = phase::writing;
  unsent_ = wire_->queued();
  if (unsent_ > 0 && wire_->is_open()) {
    wire_->expire_after(answer_patience);
    wire_->tell_when_sent();
    co_await asio::async_initiate<const asio::use_awaitable_t<executor>,
                                  void()>(
        [this](auto handler) {
          auto shared = std::make_shared<decltype(handler)>(std::move(handler));
          resume_ = [shared] { std::move (*shared)(); };
        },
        use_awaitable);
  }
  phase_ = phase::working;
  wire_->cancel_timer();
  co_return wire_->is_open();
}

template <class Socket>
void http_exchange<Socket>::on_drained() {
  // Later: the wire is in the middle of its own work.
  if (auto resume = std::exchange(resume_, nullptr))
    asio::post(wire_->where().io(), std::move(resume));
}

// -- end ----------------------------------------------------------------------

template <class Socket>
void http_exchange<Socket>::finish() {
  using enum request_reader::state;
  const bool is_read = reader_.now() == complete || reader_.now() == head;
  wire_->finish();
  if (!is_read && wire_->is_open()) wire_->expire_after(lingering_time);
}

template <class Socket>
void http_exchange<Socket>::on_timer() {
  switch (phase_) {
    case phase::opening:
      return wire_->cut();
    case phase::reading:
      late_ = true;
      return stop_reading();
    case phase::working:
      return;
    case phase::writing:
      if (wire_->queued() == unsent_) return wire_->cut();
      unsent_ = wire_->queued();
      return wire_->expire_after(answer_patience);
  }
}

template <class Socket>
bool http_exchange<Socket>::on_stop() {
  if (phase_ == phase::working || phase_ == phase::writing) return true;
  if (wire_->queued() == 0) return false;
  stop_reading();
  return true;
}

template class http_exchange<tcp_socket>;
template class http_exchange<tls_socket>;

}  // namespace parley
