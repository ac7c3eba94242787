// SPDX-License-Identifier: Apache-2.0
#include "actors/session.hpp"

#include "actors/refuse.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace parley {

session::session(pinned& self, session_setting setting, link_request request)
    : session_shell(self, std::move(setting)),
      request_(std::move(request)),
      rate_(setting_.limits.message_rate, setting_.limits.message_burst,
            self.clock().now()),
      byte_rate_(setting_.limits.byte_rate, setting_.limits.byte_burst,
                 self.clock().now()) {}

caf::behavior session::make_behavior() {
  join();
  return {
      [this](msg::received& incoming) { receive(incoming); },
      [this](msg::room_answer& answer) { on_answer(answer); },
      [this](const msg::link_closed& event) { on_link_closed(event); },
      [this](const msg::turned_out& order) { on_turned_out(order); },
      [this](const msg::hush& request) { on_hush(request); },
  };
}

void session::join() {
  attach(dialect::plain);
  const auto reads = make_lane(dialect::plain, setting_.link->accepts_deflate(),
                               request_.presence);
  op::join request{.id = setting_.id,
                   .wish = {.name = request_.name,
                            .reads = reads,
                            .info = {},
                            .recover = {}},
                   .agreed = {}};
  setting_.actors.directory_of(request_.room)
      .ask(self_, request_.room, std::move(request),
           reply_to<op::join>{{caf::actor_cast<caf::actor>(&self_), 0}},
           allowance());
}

std::shared_ptr<room_allowance> session::allowance() const {
  const auto& rooms = setting_.actors.rooms;
  if (!rooms) return nullptr;
  return rooms->allowance({}, setting_.link->peer(), self_.clock().now());
}

// The join is all that it ever asks.
void session::on_answer(msg::room_answer& answer) {
  const auto found = narrowed<op::join>(std::move(answer.outcome));
  if (const auto* why = std::get_if<reply_error>(&found))
    on_refused(*why);
  else
    on_admitted(answer.room);
}

void session::on_admitted(const room_ref& room) {
  if (gone_) {
    room.ask(self_, op::leave{setting_.id});
    self_.quit();
    return;
  }
  room_ = room;
  setting_.link->read_next();
}

void session::on_refused(reply_error why) {
  if (gone_) return self_.quit();
  if (why == reply_error::limit_exceeded ||
      why == reply_error::too_many_requests)
    return setting_.link->close(close_code::policy_violation, "too many rooms");
  const auto code = why == reply_error::permission_denied
                        ? close_code::permission_denied
                        : close_code::going_away;
  report(refusal::plain_client,
         "room " + request_.room + ": " + std::string(message_of(why)));
  setting_.link->close(code, reason(code));
}

// A plain client has only this room.
void session::on_turned_out(const msg::turned_out&) {
  setting_.link->close(close_code::permission_denied,
                       reason(close_code::permission_denied));
}

void session::receive(msg::received& incoming) {
  if (hushed_ || !room_) return;
  if (request_.listens_only) {
    report(refusal::plain_client, "a plain client may only listen here");
    setting_.link->close(close_code::permission_denied,
                         reason(close_code::permission_denied));
  } else if (incoming.kind == message_kind::binary) {
    report(refusal::protocol_error, "binary message of a plain client");
    setting_.link->close(close_code::unsupported_data,
                         reason(close_code::unsupported_data));
  } else if (!is_within_rates(incoming.message.size())) {
    report(refusal::message_rate, "close 1008 too many messages");
    setting_.link->close(close_code::policy_violation,
                         reason(close_code::policy_violation));
  } else {
    room_.ask(self_, op::say{setting_.id, std::move(incoming.message)});
    setting_.link->read_next();
  }
}

bool session::is_within_rates(std::size_t bytes) {
  const auto time = self_.clock().now();
  byte_rate_.spend(static_cast<double>(bytes), time);
  return byte_rate_.has_any(time) && rate_.take(time);
}

void session::report(refusal why, std::string_view detail) const {
  refuse(self_.where().traffic(), why, detail, setting_.link.get());
}

void session::on_hush(const msg::hush& request) {
  hushed_ = true;
  answer(request);
}

void session::on_link_closed(const msg::link_closed& event) {
  spdlog::debug("session.close id={:x} code={}", setting_.id.value,
                static_cast<int>(event.code));
  gone_ = true;
  detach();
  if (!room_) return;  // we leave when the answer to our join comes
  room_.ask(self_, op::leave{setting_.id});
  self_.quit();
}

actor_detail session::detail() const {
  auto shown = detail_of(request_);
  shown.user = request_.name;
  shown.rooms.push_back(request_.room);
  return shown;
}

}  // namespace parley
