// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api_codec.hpp"

#include "protocol/centrifuge/json.hpp"

#include <string>

namespace parley::centrifuge {

namespace {

namespace pb = google::protobuf;

using decoded = std::optional<std::variant<api_request, reply_error>>;

/// The methods are the fields of api.Command.
decoded decode(const std::string& method, const std::string& body) {
  if (method == "batch") {
    api_batch batch;
    if (!from_json(body, batch.request)) return std::nullopt;
    return api_request(std::move(batch));
  }
  api::Command command;
  const auto* field = command.GetDescriptor()->FindFieldByName(method);
  if (!field) return reply_error::method_not_found;
  auto& request = *command.GetReflection()->MutableMessage(&command, field);
  if (!from_json(body, request)) return std::nullopt;
  return api_request(std::move(command));
}

unsigned status_of(std::uint32_t code) {
  switch (static_cast<reply_error>(code)) {
    case reply_error::unknown_channel:
    case reply_error::method_not_found:
      return 404;
    case reply_error::bad_request:
    case reply_error::not_available:
      return 400;
    case reply_error::unrecoverable_position:
      return 416;
    default:
      return 500;
  }
}

const pb::Message* result_of(const api::Reply& reply) {
  std::vector<const pb::FieldDescriptor*> set;
  reply.GetReflection()->ListFields(reply, &set);
  if (set.empty()) return nullptr;
  return &reply.GetReflection()->GetMessage(reply, set.front());
}

}  // namespace

std::string method_name(const api::Command& command) {
  std::vector<const pb::FieldDescriptor*> set;
  command.GetReflection()->ListFields(command, &set);
  return set.empty() ? "none" : set.front()->name();
}

decoded decode(const api_call& call) {
  if (!call.method.empty()) return decode(call.method, call.body);
  api::LegacyRequest legacy;
  if (!from_json(call.body, legacy)) return std::nullopt;
  const auto& params = legacy.params();
  const bool none = params.empty() || params == "null";
  return decode(legacy.method(), none ? "{}" : params);
}

void set_error(Error& out, reply_error code) {
  out.set_code(static_cast<std::uint32_t>(code));
  out.set_message(std::string(message_of(code)));
}

api_answer encode(const api::Reply& reply, bool transport_errors) {
  api_answer answer;
  if (reply.has_error()) answer.why = refusal::api_error;
  if (reply.has_error() && transport_errors) {
    answer.status = status_of(reply.error().code());
    append_json(answer.body, reply.error());
    return answer;
  }
  answer.body = reply.has_error() ? "{\"error\":" : "{\"result\":";
  if (const auto* result = result_of(reply))
    append_json(answer.body, *result);
  else
    answer.body += "{}";
  answer.body += '}';
  return answer;
}

api_answer encode(const api::BatchReply& reply) {
  api_answer answer;
  append_json(answer.body, reply);
  return answer;
}

api_answer undecodable(std::string detail) {
  Error error;
  set_error(error, reply_error::bad_request);
  error.set_detail(std::move(detail));
  api_answer answer{
      .status = 400, .body = "{\"error\":", .why = refusal::api_request};
  append_json(answer.body, error);
  answer.body += '}';
  return answer;
}

}  // namespace parley::centrifuge
