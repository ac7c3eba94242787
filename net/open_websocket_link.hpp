// SPDX-License-Identifier: Apache-2.0
// A WebSocket after its handshake: between its wire and its session. Lives on
// its loop's thread. Only websocket_link.cpp makes one; websocket_watch.cpp has
// the members that run by time.
#pragma once

#include "net/ping_watch.hpp"
#include "net/refuse.hpp"
#include "net/session_alarm.hpp"
#include "net/timer_wheel.hpp"
#include "net/websocket_link.hpp"
#include "protocol/websocket_reader.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace parley {

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
  loop& where() const { return wire_->where(); }

  void go_on();
  std::span<char> take_in(std::span<char> bytes);
  bool must_wait();
  void handle(const websocket_reader::item& said);
  void deliver(message_kind kind, std::string_view message);
  void tell_session(close_code code);
  void end(close_code code);

  void on_input(std::span<char> bytes) override;
  void on_input_end() override;
  void on_drained() override;
  void on_full() override;
  void on_timer() override;
  void watch_message();
  void on_message_late();
  void report(refusal why, std::string_view detail);

  /// Due when a message has not become complete in time.
  struct deadline final : timer_wheel::timer {
    explicit deadline(websocket_link& whose) : owner(whose) {}
    void expired() override { owner.on_message_late(); }
    websocket_link& owner;
  };

  std::shared_ptr<wire<Socket>> wire_;
  /// Null once the session has been notified that its link is closed.
  std::unique_ptr<link_events> events_;
  /// Why we closed it; no_status while we have not.
  close_code closed_with_ = close_code::no_status;
  websocket_agreement agreed_;
  bool is_plain_ = true;
  bool over_ = false;     // the wire is not ours any more
  bool watched_ = false;  // `late_` runs
  bool wanted_ = false;   // the session has asked for a message
  bool reading_ = false;  // the wire waits for the client
  bool taking_in_ = false;
  websocket_reader reader_;
  /// Input that was read but not yet requested, from `ahead_at_` on.
  std::string ahead_;
  std::uint32_t ahead_at_ = 0;
  ping_watch pings_;
  session_alarm alarm_{events_};
  deadline late_{*this};
};

}  // namespace parley
