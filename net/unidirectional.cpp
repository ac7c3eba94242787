// SPDX-License-Identifier: Apache-2.0
#include "net/unidirectional.hpp"

#include "net/reframe.hpp"
#include "protocol/centrifuge/json.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// The link as the session sees it.
class listener_link final : public link {
 public:
  listener_link(std::shared_ptr<link> under, std::string first_message)
      : under_(std::move(under)), first_message_(std::move(first_message)) {}

  /// Null when the transport is gone.
  void use(link_events* events) { events_ = events; }
  link& under() { return *under_; }

  using link::push;
  push_result push(const frame& bytes, overflow when_full) override {
    return under_->push(make_frame(bare_frames(*bytes)), when_full);
  }
  push_result send(message_kind kind, std::string_view message) override {
    return under_->send(kind, bare_push(message));
  }
  void read_next() override {
    if (first_message_.empty()) return under_->read_next();
    auto message = std::exchange(first_message_, {});
    if (events_) events_->on_message(message_kind::text, std::move(message));
  }
  void wake_after(std::chrono::milliseconds delay) override {
    under_->wake_after(delay);
  }
  void close(close_code code, std::string_view reason) override {
    under_->close(code, reason);
  }
  void cut() override { under_->cut(); }
  bool congested() const override { return under_->congested(); }
  void tell_when_drained() override { under_->tell_when_drained(); }
  bool is_closing() const override { return under_->is_closing(); }
  // Compressed frames cannot be stripped.
  bool accepts_deflate() const override { return false; }
  std::size_t queued() const override { return under_->queued(); }
  std::string peer() const override { return under_->peer(); }
  std::string session_key() const override { return under_->session_key(); }

 private:
  std::shared_ptr<link> under_;
  link_events* events_ = nullptr;
  std::string first_message_;
};

/// The session as the transport sees it.
class listener_events final : public link_events {
 public:
  explicit listener_events(std::shared_ptr<listener_link> link)
      : link_(std::move(link)) {
    link_->use(this);
  }
  ~listener_events() override { link_->use(nullptr); }
  listener_events(const listener_events&) = delete;
  listener_events& operator=(const listener_events&) = delete;

  void use(std::unique_ptr<link_events> session) {
    session_ = std::move(session);
  }

  void on_message(message_kind, std::string message) override {
    if (std::exchange(has_asked_, true)) return link_->under().read_next();
    auto command = connect_command(message);
    if (!command)
      return link_->close(close_code::bad_request,
                          reason(close_code::bad_request));
    session_->on_message(message_kind::text, std::move(*command));
  }
  void on_wake() override { session_->on_wake(); }
  void on_drained() override { session_->on_drained(); }
  void on_closed(close_code code) override { session_->on_closed(code); }

 private:
  std::shared_ptr<listener_link> link_;
  std::unique_ptr<link_events> session_;
  bool has_asked_ = false;
};

}  // namespace

std::optional<std::string> connect_command(std::string_view connect_request) {
  if (!centrifuge::is_json_object(connect_request)) return std::nullopt;
  auto command = R"({"id":1,"connect":)" + std::string(connect_request) + '}';
  // Valid JSON has newlines between its tokens only.
  std::ranges::replace(command, '\n', ' ');
  return command;
}

std::unique_ptr<link_events> accept_listener(link_acceptor& acceptor,
                                             std::shared_ptr<link> link,
                                             link_request request) {
  auto seen = std::make_shared<listener_link>(
      std::move(link), std::exchange(request.first_message, {}));
  auto events = std::make_unique<listener_events>(seen);
  events->use(acceptor.accept(std::move(seen), std::move(request)));
  return events;
}

}  // namespace parley
