#include "net/websocket_link.hpp"

#include "net/session_alarm.hpp"
#include "protocol/deflate.hpp"
#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"
#include "protocol/websocket_reader.hpp"

#include <boost/asio/post.hpp>

#include <cassert>
#include <span>
#include <utility>

namespace parley {

namespace {

template <class Socket>
class websocket_link final
    : public link,
      public wire_user,
      public std::enable_shared_from_this<websocket_link<Socket>> {
 public:
  websocket_link(std::shared_ptr<wire<Socket>> under,
                 websocket_agreement agreed, std::string ahead)
      : wire_(std::move(under)), agreed_(agreed), ahead_(std::move(ahead)) {}
  ~websocket_link() override { wire_->use(nullptr); }
  websocket_link(const websocket_link&) = delete;
  websocket_link& operator=(const websocket_link&) = delete;

  void open(link_request wish);

  using link::push;
  push_result push(const frame& bytes, overflow when_full) override {
    return wire_->push(bytes, when_full);
  }
  frame_sink& sink() override { return *wire_; }
  push_result send(message_kind kind, std::string_view message) override;
  void read_next() override;
  void wake_after(std::chrono::milliseconds delay) override;
  void close(close_code code, std::string_view reason) override;
  void cut() override;
  bool congested() const override { return wire_->congested(); }
  void tell_when_drained() override { wire_->tell_when_drained(); }
  bool is_closing() const override { return is_ending() || !events_; }
  bool accepts_deflate() const override { return agreed_.deflates; }
  std::size_t queued() const override { return wire_->queued(); }
  std::string peer() const override { return wire_->peer(); }

 private:
  bool is_ending() const { return closed_with_ != close_code::no_status; }

  void go_on();
  std::span<char> take_in(std::span<char> bytes);
  bool must_wait();
  void handle(const websocket_reader::item& said);
  void deliver(message_kind kind, std::string_view message);
  void end(close_code code);

  void on_input(std::span<char> bytes) override;
  void on_input_end() override;
  void on_drained() override;
  void on_full() override;
  void on_timer() override;
  void await_next_ping();

  std::shared_ptr<wire<Socket>> wire_;
  std::unique_ptr<link_events> events_;
  /// Why we closed it; no_status while we have not.
  close_code closed_with_ = close_code::no_status;
  websocket_agreement agreed_;
  bool pings_ = true;  // else the session watches over signs of life
  bool awaiting_pong_ = false;
  bool wanted_ = false;   // the session has asked for a message
  bool reading_ = false;  // the wire waits for the client
  bool taking_in_ = false;
  websocket_reader reader_;
  /// What has been read and not been asked for, from `ahead_at_` on.
  std::string ahead_;
  std::uint32_t ahead_at_ = 0;
  std::uint32_t activity_at_ping_ = 0;
  session_alarm alarm_{events_};
};

template <class Socket>
void websocket_link<Socket>::open(link_request wish) {
  wire_->use(this);
  pings_ = wish.speaks == dialect::plain || wish.frame_pings;
  wire_->cancel_timer();
  if (pings_) await_next_ping();
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

// With what has been read already, and then with the socket.
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

// Gives back what is not to be handled yet.
template <class Socket>
std::span<char> websocket_link<Socket>::take_in(std::span<char> bytes) {
  const auto& options = wire_->where().options();
  const websocket_reader::rules rules{
      .message_size = options.bounds.message_size,
      .inflates = agreed_.inflates ? &wire_->where().inflating() : nullptr};
  taking_in_ = true;
  while (events_ && !must_wait()) {
    const auto said = reader_.next(bytes, rules);
    if (!said) {
      reading_ = true;
      wire_->read(this->shared_from_this());
      break;
    }
    handle(*said);
  }
  taking_in_ = false;
  return events_ ? bytes : std::span<char>();
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
      if (!is_ending())
        wire_->append_last(close_frame(said.code, reason(said.code)));
      return end(said.code);
  }
}

template <class Socket>
void websocket_link<Socket>::deliver(message_kind kind,
                                     std::string_view message) {
  if (is_ending()) return;  // what still comes is not accepted
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

// The client's close frame may have been read already; it is looked for later,
// for the caller may be in the middle of something.
template <class Socket>
void websocket_link<Socket>::close(close_code code, std::string_view reason) {
  if (is_ending() || !events_) return;
  closed_with_ = code;
  wire_->expire_after(close_timeout);
  wire_->append_last(close_frame(code, reason));
  asio::post(wire_->where().io(),
             [self = this->shared_from_this()] { self->go_on(); });
}

template <class Socket>
void websocket_link<Socket>::cut() {
  wire_->cut();
  // Without a read under way nobody would notice.
  if (!reading_) end(close_code::abnormal);
}

template <class Socket>
void websocket_link<Socket>::end(close_code code) {
  const auto events = std::exchange(events_, nullptr);
  if (!events) return;
  wire_->use(nullptr);
  wire_->finish();
  events->on_closed(is_ending() ? closed_with_ : code);
}

// -- signs of life ------------------------------------------------------------

template <class Socket>
void websocket_link<Socket>::await_next_ping() {
  const auto& bounds = wire_->where().options().bounds;
  awaiting_pong_ = false;
  wire_->expire_after(bounds.ping_interval);
}

template <class Socket>
void websocket_link<Socket>::wake_after(std::chrono::milliseconds delay) {
  if (events_) wire_->where().schedule(alarm_, delay);
}

template <class Socket>
void websocket_link<Socket>::on_timer() {
  if (is_ending()) return cut();
  if (!awaiting_pong_) {
    awaiting_pong_ = true;
    activity_at_ping_ = wire_->activity();
    wire_->expire_after(wire_->where().options().bounds.pong_timeout);
    static_cast<void>(push(make_frame(ping_frame())));
  } else if (wire_->activity() == activity_at_ping_) {
    close(close_code::no_pong, reason(close_code::no_pong));
  } else {
    await_next_ping();
  }
}

}  // namespace

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
