// SPDX-License-Identifier: Apache-2.0
#include "actors/client_session.hpp"

#include "actors/user_rates.hpp"
#include "protocol/limits.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
#include <utility>

namespace parley {

namespace {

centrifuge::format format_of(const link_request& request) {
  return request.speaks == dialect::protobuf ? centrifuge::format::protobuf
                                             : centrifuge::format::json;
}

/// The room of a command; empty when it has none.
std::string_view room_of(const centrifuge::Command& command) {
  if (command.has_subscribe()) return command.subscribe().channel();
  if (command.has_unsubscribe()) return command.unsubscribe().channel();
  if (command.has_publish()) return command.publish().channel();
  if (command.has_presence()) return command.presence().channel();
  if (command.has_presence_stats()) return command.presence_stats().channel();
  if (command.has_history()) return command.history().channel();
  if (command.has_sub_refresh()) return command.sub_refresh().channel();
  return {};
}

bool is_about_room(const centrifuge::Command& command) {
  return command.has_subscribe() || command.has_unsubscribe() ||
         command.has_publish() || command.has_presence() ||
         command.has_presence_stats() || command.has_history() ||
         command.has_sub_refresh();
}

bool is_pong(const centrifuge::Command& command) {
  return command.id() == 0 && !is_about_room(command) &&
         !command.has_connect() && !command.has_ping() && !command.has_send() &&
         !command.has_rpc() && !command.has_refresh();
}

client_rate::bounds rate_of(const client_options& options,
                            const limits& bounds) {
  return {.commands = {options.command_rate, options.command_burst},
          .joins = {options.join_rate, options.join_burst},
          .bytes = {bounds.byte_rate, bounds.byte_burst}};
}

}  // namespace

client_session::client_session(pinned& self, session_setting setting,
                               link_request request)
    : session_shell(self, std::move(setting)),
      request_(std::move(request)),
      voice_(setting_.link, format_of(request_), self.where().traffic()),
      channels_(self, setting_.actors, setting_.id, voice_,
                setting_.link->accepts_deflate()),
      rate_(rate_of(options(), setting_.limits), self.clock().now()),
      patience_(twice(rate_of(options(), setting_.limits)), self.clock().now()),
      connect_deadline_(self.clock().now() + options().stale_close_delay) {}

caf::behavior client_session::make_behavior() {
  attach(request_.speaks);
  wake_in_time();
  setting_.link->read_next();
  return {
      [this](msg::received& incoming) { receive(incoming); },
      [this](msg::room_answer& answer) { on_answer(answer); },
      [this](const msg::enlisted& answer) { on_enlisted(answer); },
      [this](const msg::ordered& message) { on_ordered(message); },
      [this](const msg::missed& notice) { channels_.on_missed(notice); },
      [this](const msg::turned_out& order) { channels_.on_turned_out(order); },
      [this](const msg::woken&) { on_woken(); },
      [this](const msg::drained&) { on_drained(); },
      [this](const msg::hush& request) { on_hush(request); },
      [this](const msg::link_closed& event) { on_link_closed(event); },
  };
}

// -- commands -----------------------------------------------------------------

void client_session::receive(msg::received& incoming) {
  commands_ =
      centrifuge::command_reader(voice_.format(), std::move(incoming.message));
  reading_ = true;
  take_commands();
  if (channels_.expiry_changed()) wake_in_time();
}

void client_session::on_answer(msg::room_answer& answer) {
  channels_.on_answer(answer);
  take_commands();
  if (channels_.expiry_changed()) wake_in_time();
}

void client_session::on_drained() {
  take_commands();
  if (channels_.expiry_changed()) wake_in_time();
}

// Commands are handled in the order they came. A command that has to wait for
// an answer, or for a client that does not read its answers, delays those after
// it and the reading of the link.
void client_session::take_commands() {
  using result = centrifuge::command_reader::result;
  while (reading_ && !voice_.closed() && !hushed_) {
    if (!command_waits_) {
      const auto read = commands_.next(command_);
      if (read == result::malformed)
        return voice_.close(close_code::bad_request);
      if (read == result::end) {
        reading_ = false;
        return setting_.link->read_next();
      }
    }
    command_waits_ = has_to_wait();
    if (command_waits_) return;
    handle_command();
  }
}

bool client_session::has_to_wait() {
  if (phase_ == phase::connecting || channels_.is_busy_for(command_) ||
      channels_.is_joining(room_of(command_)))
    return true;
  if (!setting_.link->congested()) return false;
  setting_.link->tell_when_drained();
  return true;
}

void client_session::handle_command() {
  if (is_pong(command_)) return on_pong();
  if (phase_ == phase::fresh && command_.has_connect() && command_.id() != 0)
    return connect();
  const bool acceptable =
      phase_ == phase::connected && !command_.has_connect() &&
      !command_.has_ping() && (command_.id() != 0 || command_.has_send()) &&
      !(is_about_room(command_) && room_of(command_).empty());
  if (!acceptable) return voice_.close(close_code::bad_request);
  if (!is_within_rates()) return;
  if (commands_.size() > options().command_size)
    return voice_.error(command_.id(), reply_error::bad_request);
  dispatch();
}

bool client_session::is_within_rates() {
  const auto time = self_.clock().now();
  const auto bytes = commands_.size() + voice_.take_answered();
  const auto deed =
      command_.has_subscribe() ? client_deed::join : client_deed::command;
  const bool tolerable = patience_.take(deed, bytes, time);
  const bool own = rate_.take(deed, bytes, time);
  const bool users = !user_rate_ || user_rate_->take(deed, bytes, time);
  if (own && users) return true;
  if (tolerable)
    voice_.error(command_.id(), reply_error::too_many_requests);
  else
    voice_.close(close_code::too_many_requests);
  return false;
}

void client_session::dispatch() {
  const auto id = command_.id();
  if (command_.has_subscribe())
    channels_.subscribe(id, command_.subscribe());
  else if (command_.has_unsubscribe())
    channels_.unsubscribe(id, command_.unsubscribe().channel());
  else if (command_.has_publish())
    channels_.publish(id, *command_.mutable_publish());
  else if (command_.has_presence())
    channels_.presence(id, command_.presence().channel());
  else if (command_.has_presence_stats())
    channels_.presence_stats(id, command_.presence_stats().channel());
  else if (command_.has_history())
    channels_.history(id, command_.history());
  else if (command_.has_sub_refresh())
    channels_.refresh(id, command_.sub_refresh());
  else if (command_.has_send())
    voice_.close(close_code::not_available);
  else if (command_.has_rpc())
    rpc();
  else if (command_.has_refresh())
    refresh_connection();
  else
    voice_.close(close_code::bad_request);
  charge_bad_tokens();
}

// Checking a signature costs more than any other command: a client that sends
// forged ones is disconnected before that adds up.
void client_session::charge_bad_tokens() {
  const auto seen = channels_.bad_tokens();
  if (seen == bad_tokens_) return;
  bad_tokens_ = seen;
  if (seen >= bad_tokens_max) return voice_.close(close_code::invalid_token);
  const auto time = self_.clock().now();
  for (int i = 0; i < bad_token_cost; ++i) {
    for (auto* each : {&patience_, &rate_, user_rate_.get()})
      if (each) static_cast<void>(each->take(client_deed::command, 0, time));
  }
}

void client_session::rpc() {
  if (!options().rpc_ping)
    return voice_.error(command_.id(), reply_error::not_available);
  if (command_.rpc().method() != "ping")
    return voice_.error(command_.id(), reply_error::method_not_found);
  centrifuge::Reply reply;
  reply.set_id(command_.id());
  reply.mutable_rpc();
  voice_.say(reply);
}

// -- orders of the application ------------------------------------------------

void client_session::on_ordered(const msg::ordered& message) {
  if (phase_ == phase::connected) return carry_out(message.order);
  if (early_orders_.size() == commands_in_flight)
    return voice_.close(close_code::too_many_requests);
  early_orders_.push_back(message.order);
}

void client_session::carry_out(const session_order& order) {
  if (voice_.closed() || hushed_) return;
  std::visit([this](const auto& each) { obey(each); }, order);
  wake_in_time();
}

void client_session::obey(const subscribe_order& order) {
  channels_.join(order, greeting::push, {});
}

void client_session::obey(const unsubscribe_order& order) {
  if (order.room.empty())
    channels_.leave_all(unsubscribe_code::server);
  else
    channels_.leave(order.room, unsubscribe_code::server);
}

void client_session::obey(const disconnect_order& order) {
  voice_.close(order.code,
               order.reason.empty() ? reason(order.code) : order.reason);
}

actor_detail client_session::detail() const {
  auto shown = detail_of(request_);
  if (info_) {
    shown.user = info_->user;
    shown.client = info_->client;
  }
  shown.rooms = channels_.joined(inspected_rooms);
  return shown;
}

// -- end ----------------------------------------------------------------------

void client_session::on_hush(const msg::hush& request) {
  hushed_ = true;
  answer(request);
}

void client_session::on_link_closed(const msg::link_closed& event) {
  spdlog::debug("client.close id={:x} code={}", setting_.id.value,
                static_cast<int>(event.code));
  reading_ = false;
  detach();
  if (info_)
    self_.send(setting_.actors.user_directory_of(info_->user),
               msg::delist{info_->user, setting_.id});
  channels_.end([this] { self_.quit(); });
}

const client_options& client_session::options() const {
  return setting_.actors.rules->options();
}

}  // namespace parley
