// SPDX-License-Identifier: Apache-2.0
#include "actors/session_acceptor.hpp"

#include "actors/client_session.hpp"
#include "actors/echo.hpp"
#include "actors/session.hpp"
#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace parley {

namespace {

/// A link's events for its session. A message is handled at once: link and
/// session share a thread.
template <class State>
class session_events final : public link_events {
 public:
  session_events(caf::actor session, home& where, connection_id id,
                 std::string_view transport)
      : session_(std::move(session)),
        actor_(*caf::actor_cast<pinned_actor<State>*>(session_)),
        where_(where),
        id_(id),
        clients_(where.traffic().transports[transport]) {
    ++clients_.accepted;
  }

  void on_message(message_kind kind, std::string message) override {
    ++clients_.messages;
    clients_.bytes += message.size();
    if (is_traced())
      spdlog::info("session.trace id={:x} said_bytes={}", id_.value,
                   message.size());
    actor_.handle_now(msg::received{kind, std::move(message)});
  }
  void on_wake() override { caf::anon_send(session_, msg::woken{}); }
  void on_drained() override { caf::anon_send(session_, msg::drained{}); }
  void on_closed(close_code code) override {
    ++clients_.ended;
    // Clients make up codes: theirs shall not become as many metrics.
    const bool is_known = !reason(code).empty();
    ++where_.traffic().closes[is_known ? static_cast<std::uint16_t>(code) : 0];
    if (is_traced())
      spdlog::info("session.trace id={:x} closed={}", id_.value,
                   static_cast<int>(code));
    caf::anon_send(session_, msg::link_closed{code});
  }

 private:
  caf::actor session_;
  pinned_actor<State>& actor_;  // which session_ keeps alive
  bool is_traced() const {
    return !where_.traced().empty() && where_.traced().contains(id_);
  }

  home& where_;
  connection_id id_;
  traffic_record::clients& clients_;
};

}  // namespace

session_acceptor::session_acceptor(home& where, const topology& actors,
                                   const limits& bounds)
    : where_(where),
      actors_(actors),
      limits_(bounds),
      rates_(actors.rules->options()) {}

std::unique_ptr<link_events> session_acceptor::accept(
    std::shared_ptr<link> link, link_request request) {
  const auto id = connection_id::make(where_.index(), accepted_++);
  spdlog::debug("session.open id={:x} room={}", id.value,
                log_text(request.room));
  session_setting setting{std::move(link), id, actors_, limits_, rates_};
  const auto transport = request.transport;
  if (request.echo) return spawn<parley::echo>(transport, std::move(setting));
  if (request.speaks != dialect::plain)
    return spawn<client_session>(transport, std::move(setting),
                                 std::move(request));
  return spawn<parley::session>(transport, std::move(setting),
                                std::move(request));
}

template <class State, class... Args>
std::unique_ptr<link_events> session_acceptor::spawn(std::string_view transport,
                                                     session_setting setting,
                                                     Args&&... args) {
  const auto id = setting.id;
  return std::make_unique<session_events<State>>(
      spawn_pinned<State>(where_, std::move(setting),
                          std::forward<Args>(args)...),
      where_, id, transport);
}

}  // namespace parley
