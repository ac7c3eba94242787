// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/options.pb.h"

#include <rapidjson/writer.h>
#include <unordered_map>
#include <vector>

namespace parley::centrifuge {

namespace {

namespace pb = google::protobuf;

/// What RapidJSON writes to.
struct string_output {
  using Ch = char;
  void Put(char c) { out.push_back(c); }
  void Flush() {}
  std::string& out;
};

/// Where a message is written to: by RapidJSON, and past it.
struct output {
  explicit output(std::string& to) : text(to), json(characters) {}
  output(const output&) = delete;
  output& operator=(const output&) = delete;

  std::string& text;
  string_output characters{text};
  rapidjson::Writer<string_output> json;
};

rapidjson::SizeType size_of(std::string_view text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

/// The schema's options of a field, looked up once for each type: a query of
/// Protobuf's reflection costs more than writing most fields.
struct field_plan {
  const pb::FieldDescriptor* field;
  std::string_view key;
  bool always;    // written also when it is zero
  bool embedded;  // its bytes are JSON
  bool repeated;
};

using message_plan = std::vector<field_plan>;

message_plan plan_of(const pb::Descriptor& type) {
  message_plan plan;
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    plan.push_back({&field, field.name(), field.options().GetExtension(always),
                    field.type() == pb::FieldDescriptor::TYPE_BYTES &&
                        !field.options().GetExtension(json_string),
                    field.is_repeated()});
  }
  return plan;
}

const message_plan& known_plan_of(const pb::Descriptor& type) {
  // Types are few and live as long as the process.
  thread_local std::unordered_map<const pb::Descriptor*, message_plan> plans;
  auto at = plans.find(&type);
  if (at == plans.end()) at = plans.emplace(&type, plan_of(type)).first;
  return at->second;
}

void write_message(output& to, const pb::Message& message);

/// As RapidJSON does it (RFC 8259 section 7), but what needs no escape is
/// appended in one piece.
void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view short_escapes = "btn_fr";  // of U+0008 to U+000D
  out.push_back('"');
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.substr(done, i - done)).push_back('\\');
    done = i + 1;
    if (c >= 0x20)
      out.push_back(text[i]);
    else if (c >= 0x08 && c <= 0x0D && c != 0x0B)
      out.push_back(short_escapes[c - 0x08u]);
    else
      out.append("u00").append({digits[c / 16u], digits[c % 16u]});
  }
  out.append(text.substr(done)).push_back('"');
}

// RapidJSON copies a value byte by byte. Large values are appended in one piece
// instead, at the writer's position.
void write_raw(output& to, std::string_view json) {
  to.json.RawValue("", 0, rapidjson::kObjectType);
  to.text.append(json);
}

// Data from Protobuf, base64 or a token may have newlines.
void write_embedded(output& to, const std::string& json) {
  if (json.find('\n') == json.npos && json.find('\r') == json.npos)
    write_raw(to, json);
  else
    write_raw(to, one_line(json));
}

void write_text(output& to, const field_plan& how, const std::string& text) {
  if (how.embedded) return write_embedded(to, text);
  write_raw(to, {});
  append_quoted(to.text, text);
}

void write_one(output& to, const pb::Message& message, const field_plan& how) {
  using type = pb::FieldDescriptor::CppType;
  const auto& field = *how.field;
  const auto& reflection = *message.GetReflection();
  std::string scratch;
  switch (field.cpp_type()) {
    case type::CPPTYPE_BOOL:
      to.json.Bool(reflection.GetBool(message, &field));
      break;
    case type::CPPTYPE_UINT32:
      to.json.Uint(reflection.GetUInt32(message, &field));
      break;
    case type::CPPTYPE_INT32:
      to.json.Int(reflection.GetInt32(message, &field));
      break;
    case type::CPPTYPE_UINT64:
      to.json.Uint64(reflection.GetUInt64(message, &field));
      break;
    case type::CPPTYPE_INT64:
      to.json.Int64(reflection.GetInt64(message, &field));
      break;
    case type::CPPTYPE_STRING:
      write_text(to, how,
                 reflection.GetStringReference(message, &field, &scratch));
      break;
    case type::CPPTYPE_MESSAGE:
      write_message(to, reflection.GetMessage(message, &field));
      break;
    default:
      to.json.Null();  // no message of ours has such a field
  }
}

/// The text of element `i` of a repeated field, or the message.
void write_element(output& to, const pb::Message& message,
                   const field_plan& how, int i) {
  const auto& field = *how.field;
  const auto& reflection = *message.GetReflection();
  if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE)
    return write_message(to, reflection.GetRepeatedMessage(message, &field, i));
  std::string scratch;
  write_text(
      to, how,
      reflection.GetRepeatedStringReference(message, &field, i, &scratch));
}

void write_map(output& to, const pb::Message& message,
               const pb::FieldDescriptor& field, int size) {
  const auto& reflection = *message.GetReflection();
  const auto& entry_type = *field.message_type();
  std::string scratch;
  to.json.StartObject();
  for (int i = 0; i < size; ++i) {
    const auto& entry = reflection.GetRepeatedMessage(message, &field, i);
    const auto& key = entry.GetReflection()->GetStringReference(
        entry, entry_type.map_key(), &scratch);
    to.json.Key(key.data(), size_of(key));
    write_one(to, entry, known_plan_of(entry_type).back());
  }
  to.json.EndObject();
}

void write_repeated(output& to, const pb::Message& message,
                    const field_plan& how, int size) {
  if (how.field->is_map()) return write_map(to, message, *how.field, size);
  to.json.StartArray();
  for (int i = 0; i < size; ++i) write_element(to, message, how, i);
  to.json.EndArray();
}

void write_message(output& to, const pb::Message& message) {
  const auto& reflection = *message.GetReflection();
  to.json.StartObject();
  for (const auto& each : known_plan_of(*message.GetDescriptor())) {
    const int size =
        each.repeated ? reflection.FieldSize(message, each.field) : 0;
    const bool is_set =
        each.repeated ? size > 0 : reflection.HasField(message, each.field);
    if (!is_set && !each.always) continue;
    to.json.Key(each.key.data(), size_of(each.key));
    if (each.repeated)
      write_repeated(to, message, each, size);
    else
      write_one(to, message, each);
  }
  to.json.EndObject();
}

}  // namespace

void append_json(std::string& out, const pb::Message& message) {
  output to(out);
  write_message(to, message);
}

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

}  // namespace parley::centrifuge
