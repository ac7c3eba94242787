// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/options.pb.h"
#include "protocol/json_text.hpp"

#include <limits>
#include <simdjson.h>
#include <string>
#include <utility>

namespace parley::centrifuge {

namespace {

namespace pb = google::protobuf;
namespace ondemand = simdjson::ondemand;

/// Messages inside each other, as Protobuf's own parser limits them: filters
/// nest as deep as a client likes, and each level is a call.
constexpr int message_depth_max = 100;

bool fill(ondemand::object object, pb::Message& out, int depth);

bool is_embedded(const pb::FieldDescriptor& field) {
  return field.type() == pb::FieldDescriptor::TYPE_BYTES &&
         !field.options().GetExtension(json_string);
}

/// Without the white space around it, which no JSON text begins or ends with.
std::string_view trimmed(std::string_view json) {
  constexpr std::string_view space = " \t\r\n";
  const auto begin = json.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return json.substr(begin, json.find_last_not_of(space) - begin + 1);
}

/// The value of a string. simdjson refuses escapes of half a surrogate pair.
bool read_text(ondemand::value value, std::string& out) {
  std::string_view text;
  if (!value.get_string().get(text)) {
    out = text;
    return true;
  }
  const auto token = trimmed(value.raw_json_token());
  if (!token.starts_with('"')) return false;
  out = unescape_json(token.substr(1, token.size() - 2));
  return true;
}

/// A member's name, as above.
bool read_key(ondemand::field& member, std::string& out) {
  std::string_view text;
  const char* raw = member.key().raw();
  if (!member.unescaped_key().get(text)) {
    out = text;
    return true;
  }
  std::size_t size = 0;
  while (raw[size] != '"') size += raw[size] == '\\' ? 2 : 1;
  out = unescape_json({raw, size});
  return true;
}

bool fill_text(ondemand::value value, pb::Message& out,
               const pb::FieldDescriptor& field) {
  const auto* reflection = out.GetReflection();
  std::string text;
  if (is_embedded(field)) {
    std::string_view raw;
    if (simdjson::to_json_string(value).get(raw)) return false;
    text = trimmed(raw);
  } else if (!read_text(value, text)) {
    return false;
  }
  if (field.is_repeated())
    reflection->AddString(&out, &field, std::move(text));
  else
    reflection->SetString(&out, &field, std::move(text));
  return true;
}

template <class T>
bool in_range(std::int64_t value) {
  return value >= std::numeric_limits<T>::min() &&
         value <= std::int64_t{std::numeric_limits<T>::max()};
}

bool fill_number(ondemand::value value, pb::Message& out,
                 const pb::FieldDescriptor& field) {
  using type = pb::FieldDescriptor::CppType;
  if (field.is_repeated()) return false;  // no message of ours has one
  const auto* reflection = out.GetReflection();
  if (field.cpp_type() == type::CPPTYPE_UINT64) {
    std::uint64_t number = 0;
    if (value.get_uint64().get(number)) return false;
    reflection->SetUInt64(&out, &field, number);
    return true;
  }
  std::int64_t number = 0;
  if (value.get_int64().get(number)) return false;
  switch (field.cpp_type()) {
    case type::CPPTYPE_INT64:
      reflection->SetInt64(&out, &field, number);
      return true;
    case type::CPPTYPE_INT32:
      if (!in_range<std::int32_t>(number)) return false;
      reflection->SetInt32(&out, &field, static_cast<std::int32_t>(number));
      return true;
    case type::CPPTYPE_UINT32:
      if (!in_range<std::uint32_t>(number)) return false;
      reflection->SetUInt32(&out, &field, static_cast<std::uint32_t>(number));
      return true;
    default:
      return false;
  }
}

bool fill_one(ondemand::value value, pb::Message& out,
              const pb::FieldDescriptor& field, int depth) {
  using type = pb::FieldDescriptor::CppType;
  const auto* reflection = out.GetReflection();
  if (field.cpp_type() == type::CPPTYPE_STRING)
    return fill_text(value, out, field);
  if (field.cpp_type() == type::CPPTYPE_BOOL) {
    bool flag = false;
    if (value.get_bool().get(flag)) return false;
    reflection->SetBool(&out, &field, flag);
    return true;
  }
  if (field.cpp_type() != type::CPPTYPE_MESSAGE)
    return fill_number(value, out, field);
  ondemand::object object;
  if (value.get_object().get(object)) return false;
  return fill(object,
              field.is_repeated() ? *reflection->AddMessage(&out, &field)
                                  : *reflection->MutableMessage(&out, &field),
              depth + 1);
}

bool fill_map(ondemand::value value, pb::Message& out,
              const pb::FieldDescriptor& field, int depth) {
  ondemand::object object;
  if (value.get_object().get(object)) return false;
  const auto* reflection = out.GetReflection();
  const auto& entry_type = *field.message_type();
  for (auto each : object) {
    ondemand::field member;
    std::string key;
    if (std::move(each).get(member) || !read_key(member, key)) return false;
    auto& entry = *reflection->AddMessage(&out, &field);
    entry.GetReflection()->SetString(&entry, entry_type.map_key(),
                                     std::move(key));
    if (!fill_one(member.value(), entry, *entry_type.map_value(), depth))
      return false;
  }
  return true;
}

bool fill_field(ondemand::value value, pb::Message& out,
                const pb::FieldDescriptor& field, int depth) {
  if (field.is_map()) return fill_map(value, out, field, depth);
  if (!field.is_repeated()) return fill_one(value, out, field, depth);
  ondemand::array array;
  if (value.get_array().get(array)) return false;
  for (auto element : array) {
    ondemand::value inner;
    if (element.get(inner)) return false;
    if (!fill_one(inner, out, field, depth)) return false;
  }
  return true;
}

bool fill(ondemand::object object, pb::Message& out, int depth) {
  if (depth > message_depth_max) return false;
  const auto& type = *out.GetDescriptor();
  for (auto each : object) {
    ondemand::field member;
    std::string key;
    if (std::move(each).get(member) || !read_key(member, key)) return false;
    ondemand::value value = member.value();
    const auto* field = type.FindFieldByName(key);
    bool null = false;
    if (!field) continue;
    // Null is nothing, but where any JSON goes it is a value like others.
    if (!is_embedded(*field) && !value.is_null().get(null) && null) continue;
    if (!fill_field(value, out, *field, depth)) return false;
  }
  return true;
}

bool is_kind(std::string_view text, json_kind kind) {
  const auto found = outline_of_json(text);
  return found && found->kind == kind;
}

}  // namespace

// The on-demand parser validates only the parts it visits, so the whole text is
// validated first: embedded JSON goes to other clients unchanged.
bool from_json(std::string_view json, pb::Message& out) {
  if (!is_json_object(json)) return false;
  thread_local ondemand::parser parser;
  const simdjson::padded_string padded(json);
  ondemand::document document;
  if (parser.iterate(padded).get(document)) return false;
  ondemand::object object;
  if (document.get_object().get(object)) return false;
  return fill(object, out, 1);
}

std::string one_line(std::string_view json) {
  std::string out(json);
  std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });
  return out;
}

bool is_json(std::string_view text) {
  return outline_of_json(text).has_value();
}

bool is_json_object(std::string_view text) {
  return is_kind(text, json_kind::object);
}

bool is_json_string(std::string_view json) {
  return is_kind(json, json_kind::string);
}

std::string unquoted(std::string_view json) {
  if (!is_json_string(json)) return {};
  const auto token = trimmed(json);
  return unescape_json(token.substr(1, token.size() - 2));
}

}  // namespace parley::centrifuge
