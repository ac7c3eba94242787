// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api_fault.hpp"

#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/options.pb.h"

#include <array>
#include <cstddef>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <string_view>

namespace parley::centrifuge {

namespace {

namespace pb = google::protobuf;
using json = rapidjson::Value;
using type = pb::FieldDescriptor::CppType;

/// Characters of a caller's text that a sentence repeats.
constexpr std::size_t quoted_size = 64;

std::string quoted_key(std::string_view text) {
  return '"' + std::string(text.substr(0, quoted_size)) + '"';
}

/// Required fields of a call besides its subject: one of each row's two fields.
struct needed {
  std::string_view method, field, instead;
};

constexpr std::array<needed, 14> needs{{
    {"publish", "channel", ""},
    {"publish", "data", "b64data"},
    {"broadcast", "channels", ""},
    {"broadcast", "data", "b64data"},
    {"subscribe", "user", ""},
    {"subscribe", "channel", ""},
    {"unsubscribe", "user", ""},
    {"disconnect", "user", ""},
    {"refresh", "user", ""},
    {"presence", "channel", ""},
    {"presence_stats", "channel", ""},
    {"history", "channel", ""},
    {"history_remove", "channel", ""},
    {"batch", "commands", ""},
}};

bool is_empty(const json& object, std::string_view key) {
  const auto at =
      object.FindMember(json(rapidjson::StringRef(key.data(), key.size())));
  if (at == object.MemberEnd() || at->value.IsNull()) return true;
  return (at->value.IsString() && at->value.GetStringLength() == 0) ||
         (at->value.IsArray() && at->value.Empty());
}

std::string missing_in(const json& body, std::string_view method) {
  for (const auto& [of, field, instead] : needs) {
    if (of != method || !is_empty(body, field)) continue;
    if (instead.empty()) return quoted_key(field) + " is missing or empty";
    if (is_empty(body, instead))
      return quoted_key(field) + " (or " + quoted_key(instead) +
             ") is missing or empty";
  }
  return {};
}

std::string_view wanted_of(const pb::FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case type::CPPTYPE_STRING:
      return "a string";
    case type::CPPTYPE_BOOL:
      return "true or false";
    case type::CPPTYPE_MESSAGE:
      return "an object";
    default:
      return "a whole number in range";
  }
}

bool fits_one(const json& value, const pb::FieldDescriptor& field) {
  const bool any = field.type() == pb::FieldDescriptor::TYPE_BYTES &&
                   !field.options().GetExtension(json_string);
  if (any || value.IsNull()) return true;
  switch (field.cpp_type()) {
    case type::CPPTYPE_STRING:
      return value.IsString();
    case type::CPPTYPE_BOOL:
      return value.IsBool();
    case type::CPPTYPE_MESSAGE:
      return value.IsObject();
    case type::CPPTYPE_UINT64:
      return value.IsUint64();
    case type::CPPTYPE_UINT32:
      return value.IsUint();
    case type::CPPTYPE_INT32:
      return value.IsInt();
    default:
      return value.IsInt64();
  }
}

std::string misfit(const json& value, const pb::FieldDescriptor& field) {
  const auto name = quoted_key(field.name());
  if (value.IsNull()) return {};
  if (field.is_map()) return value.IsObject() ? "" : name + " is not an object";
  if (!field.is_repeated())
    return fits_one(value, field)
               ? ""
               : name + " is not " + std::string(wanted_of(field));
  if (!value.IsArray()) return name + " is not an array";
  for (const auto& each : value.GetArray())
    if (!fits_one(each, field))
      return "an element of " + name + " is not " +
             std::string(wanted_of(field));
  return {};
}

std::string fault_in(const json& body, const pb::Descriptor& schema,
                     std::string_view method) {
  std::string unknown;
  for (const auto& [key, value] : body.GetObject()) {
    const std::string name(key.GetString(), key.GetStringLength());
    const auto* field = schema.FindFieldByName(name);
    if (!field) {
      if (unknown.empty()) unknown = "unknown field " + quoted_key(name);
    } else if (auto wrong = misfit(value, *field); !wrong.empty()) {
      return wrong;
    }
  }
  auto missing = missing_in(body, method);
  if (unknown.empty()) return missing;
  return missing.empty() ? unknown : missing + "; " + unknown;
}

std::string fault_of_body(const api_call& call) {
  rapidjson::Document body;
  constexpr unsigned flags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  body.Parse<flags>(call.body.data(), call.body.size());
  if (body.HasParseError())
    return std::string("the body is not JSON: ") +
           rapidjson::GetParseError_En(body.GetParseError()) + " at byte " +
           std::to_string(body.GetErrorOffset());
  if (!body.IsObject()) return "the body is not a JSON object";
  if (call.method == "batch")
    return fault_in(body, *api::BatchRequest::descriptor(), call.method);
  if (call.method.empty())
    return fault_in(body, *api::LegacyRequest::descriptor(), {});
  const auto* field = api::Command::descriptor()->FindFieldByName(call.method);
  if (!field) return {};
  return fault_in(body, *field->message_type(), call.method);
}

}  // namespace

std::string explain(const api_call& call, reply_error error) {
  switch (error) {
    case reply_error::method_not_found:
      return "there is no method " + quoted_key(call.method);
    case reply_error::unknown_channel:
      return "channel.namespaces has no namespace with the name before the "
             "first \":\" of this channel";
    case reply_error::not_available:
      return "the namespace of this channel has this switched off";
    case reply_error::bad_request: {
      auto fault = fault_of_body(call);
      return fault.empty() ? "a value of the request is not acceptable" : fault;
    }
    default:
      return {};
  }
}

}  // namespace parley::centrifuge
