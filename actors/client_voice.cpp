// SPDX-License-Identifier: Apache-2.0
#include "actors/client_voice.hpp"

#include "actors/refuse.hpp"
#include "protocol/websocket_frame.hpp"

#include <string>
#include <utility>

namespace parley {

namespace {

std::optional<refusal> meaning_of(reply_error code) {
  switch (code) {
    case reply_error::internal:
    case reply_error::unrecoverable_position:
      return std::nullopt;
    case reply_error::token_expired:
    case reply_error::expired:
      return refusal::token_expired;
    case reply_error::too_many_requests:
      return refusal::command_rate;
    default:
      return refusal::command_error;
  }
}

std::optional<refusal> meaning_of(close_code code) {
  switch (code) {
    case close_code::bad_request:
      return refusal::command_malformed;
    case close_code::too_many_requests:
      return refusal::command_rate;
    case close_code::connection_limit:
      return refusal::user_connections;
    case close_code::invalid_token:
      return refusal::token_malformed;
    case close_code::channel_limit:
    case close_code::permission_denied:
    case close_code::not_available:
      return refusal::command_error;
    default:
      return std::nullopt;
  }
}

template <class Code>
std::string detail_of(std::string_view kind, Code code,
                      std::string_view meaning) {
  return std::string(kind) + ' ' + std::to_string(static_cast<unsigned>(code)) +
         ' ' + std::string(meaning);
}

}  // namespace

client_voice::client_voice(std::shared_ptr<link> to, centrifuge::format f,
                           traffic_record& traffic)
    : link_(std::move(to)), format_(f), traffic_(traffic) {}

void client_voice::say(const centrifuge::Reply& reply) {
  if (closed()) return;
  if (reply.has_error()) ++traffic_.reply_errors[reply.error().code()];
  const auto kind = format_ == centrifuge::format::json ? message_kind::text
                                                        : message_kind::binary;
  const auto message = centrifuge::encode(format_, reply);
  count(message.size());
  const auto result = link_->send(kind, message);
  if (result == push_result::slow || result == push_result::closed)
    closed_ = true;
}

void client_voice::error(std::uint32_t command, reply_error code,
                         std::optional<refusal> why) {
  if (!why) why = meaning_of(code);
  if (why)
    refuse(traffic_, *why, detail_of("error", code, message_of(code)),
           link_.get());
  centrifuge::Reply reply;
  reply.set_id(command);
  auto& error = *reply.mutable_error();
  error.set_code(static_cast<std::uint32_t>(code));
  error.set_message(std::string(message_of(code)));
  error.set_temporary(is_temporary(code));
  say(reply);
}

void client_voice::close(close_code code, std::optional<refusal> why) {
  if (closed_) return;
  if (!why) why = meaning_of(code);
  if (why)
    refuse(traffic_, *why, detail_of("close", code, reason(code)), link_.get());
  close(code, reason(code));
}

void client_voice::close(close_code code, std::string_view reason) {
  if (std::exchange(closed_, true)) return;
  link_->close(code, reason);
}

frame client_voice::as_frame(const centrifuge::Reply& reply) const {
  const auto op =
      format_ == centrifuge::format::json ? opcode::text : opcode::binary;
  std::string out;
  append_frame(out, op, payload_coding::identity,
               centrifuge::encode(format_, reply));
  return make_frame(std::move(out));
}

frame client_voice::unsubscribed(std::uint32_t command) const {
  centrifuge::Reply reply;
  reply.set_id(command);
  reply.mutable_unsubscribe();
  return as_frame(reply);
}

frame client_voice::unsubscribed(std::string_view room,
                                 unsubscribe_code code) const {
  centrifuge::Reply reply;
  auto& push = *reply.mutable_push();
  push.set_channel(std::string(room));
  push.mutable_unsubscribe()->set_code(static_cast<std::uint32_t>(code));
  push.mutable_unsubscribe()->set_reason(std::string(reason(code)));
  return as_frame(reply);
}

}  // namespace parley
