#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/options.pb.h"

#include <limits>
#include <simdjson.h>
#include <string>

namespace parley::centrifuge {

namespace {

namespace pb = google::protobuf;
namespace ondemand = simdjson::ondemand;

bool fill(ondemand::object object, pb::Message& out);

bool is_embedded(const pb::FieldDescriptor& field) {
  return field.type() == pb::FieldDescriptor::TYPE_BYTES &&
         !field.options().GetExtension(json_string);
}

bool fill_text(ondemand::value value, pb::Message& out,
               const pb::FieldDescriptor& field) {
  const auto* reflection = out.GetReflection();
  std::string text;
  if (is_embedded(field)) {
    std::string_view raw;
    if (simdjson::to_json_string(value).get(raw)) return false;
    text = one_line(raw);
  } else {
    std::string_view unescaped;
    if (value.get_string().get(unescaped)) return false;
    text = unescaped;
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
              const pb::FieldDescriptor& field) {
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
  return fill(object, field.is_repeated()
                          ? *reflection->AddMessage(&out, &field)
                          : *reflection->MutableMessage(&out, &field));
}

bool fill_map(ondemand::value value, pb::Message& out,
              const pb::FieldDescriptor& field) {
  ondemand::object object;
  if (value.get_object().get(object)) return false;
  const auto* reflection = out.GetReflection();
  const auto& entry_type = *field.message_type();
  for (auto member : object) {
    std::string_view key;
    if (member.unescaped_key().get(key)) return false;
    auto& entry = *reflection->AddMessage(&out, &field);
    entry.GetReflection()->SetString(&entry, entry_type.map_key(),
                                     std::string(key));
    ondemand::value inner;
    if (member.value().get(inner)) return false;
    if (!fill_one(inner, entry, *entry_type.map_value())) return false;
  }
  return true;
}

bool fill_field(ondemand::value value, pb::Message& out,
                const pb::FieldDescriptor& field) {
  if (field.is_map()) return fill_map(value, out, field);
  if (!field.is_repeated()) return fill_one(value, out, field);
  ondemand::array array;
  if (value.get_array().get(array)) return false;
  for (auto element : array) {
    ondemand::value inner;
    if (element.get(inner)) return false;
    if (!fill_one(inner, out, field)) return false;
  }
  return true;
}

bool fill(ondemand::object object, pb::Message& out) {
  const auto& type = *out.GetDescriptor();
  for (auto member : object) {
    std::string_view key;
    if (member.unescaped_key().get(key)) return false;
    ondemand::value value;
    if (member.value().get(value)) return false;
    const auto* field = type.FindFieldByName(std::string(key));
    bool null = false;
    if (!field) continue;
    // Null is nothing, but where any JSON goes it is a value like others.
    if (!is_embedded(*field) && !value.is_null().get(null) && null) continue;
    if (!fill_field(value, out, *field)) return false;
  }
  return true;
}

/// The parsers keep their buffers: one set per thread.
simdjson::dom::parser& validating_parser() {
  thread_local simdjson::dom::parser parser;
  return parser;
}

template <class Check>
bool parses(std::string_view text, Check check) {
  simdjson::dom::element document;
  if (validating_parser().parse(text.data(), text.size()).get(document))
    return false;
  return check(document);
}

}  // namespace

// The on-demand parser looks only at what is asked for, so the whole text is
// checked first: what is embedded goes on to other clients as it is.
bool from_json(std::string_view json, pb::Message& out) {
  if (!is_json_object(json)) return false;
  thread_local ondemand::parser parser;
  const simdjson::padded_string padded(json);
  ondemand::document document;
  if (parser.iterate(padded).get(document)) return false;
  ondemand::object object;
  if (document.get_object().get(object)) return false;
  return fill(object, out);
}

std::string one_line(std::string_view json) {
  std::string out(json);
  std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });
  return out;
}

bool is_json(std::string_view text) {
  return parses(text, [](auto) { return true; });
}

bool is_json_object(std::string_view text) {
  return parses(text, [](auto document) { return document.is_object(); });
}

bool is_json_string(std::string_view json) {
  return parses(json, [](auto document) { return document.is_string(); });
}

std::string unquoted(std::string_view json) {
  std::string out;
  parses(json, [&](simdjson::dom::element document) {
    std::string_view text;
    if (document.get(text)) return false;
    out = text;
    return true;
  });
  return out;
}

}  // namespace parley::centrifuge
