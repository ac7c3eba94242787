#include "actors/client_voice.hpp"

#include "protocol/websocket_frame.hpp"

#include <utility>

namespace parley {

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

void client_voice::error(std::uint32_t command, reply_error code) {
  centrifuge::Reply reply;
  reply.set_id(command);
  auto& error = *reply.mutable_error();
  error.set_code(static_cast<std::uint32_t>(code));
  error.set_message(std::string(message_of(code)));
  error.set_temporary(is_temporary(code));
  say(reply);
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
