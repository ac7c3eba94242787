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

using writer = rapidjson::Writer<string_output>;

rapidjson::SizeType size_of(std::string_view text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

/// What the schema says of a field, looked up once for each type: asking
/// Protobuf's reflection costs more than writing most fields does.
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

void write_message(writer& out, const pb::Message& message);

// What came by Protobuf, base64 or from a token may have newlines.
void write_embedded(writer& out, const std::string& json) {
  if (json.find('\n') == json.npos && json.find('\r') == json.npos) {
    out.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  } else {
    const auto line = one_line(json);
    out.RawValue(line.data(), line.size(), rapidjson::kObjectType);
  }
}

void write_text(writer& out, const field_plan& how, const std::string& text) {
  if (how.embedded)
    write_embedded(out, text);
  else
    out.String(text.data(), size_of(text));
}

void write_one(writer& out, const pb::Message& message, const field_plan& how) {
  using type = pb::FieldDescriptor::CppType;
  const auto& field = *how.field;
  const auto& reflection = *message.GetReflection();
  std::string scratch;
  switch (field.cpp_type()) {
    case type::CPPTYPE_BOOL:
      out.Bool(reflection.GetBool(message, &field));
      break;
    case type::CPPTYPE_UINT32:
      out.Uint(reflection.GetUInt32(message, &field));
      break;
    case type::CPPTYPE_INT32:
      out.Int(reflection.GetInt32(message, &field));
      break;
    case type::CPPTYPE_UINT64:
      out.Uint64(reflection.GetUInt64(message, &field));
      break;
    case type::CPPTYPE_INT64:
      out.Int64(reflection.GetInt64(message, &field));
      break;
    case type::CPPTYPE_STRING:
      write_text(out, how,
                 reflection.GetStringReference(message, &field, &scratch));
      break;
    case type::CPPTYPE_MESSAGE:
      write_message(out, reflection.GetMessage(message, &field));
      break;
    default:
      out.Null();  // no message of ours has such a field
  }
}

/// The text of element `i` of a repeated field, or the message.
void write_element(writer& out, const pb::Message& message,
                   const field_plan& how, int i) {
  const auto& field = *how.field;
  const auto& reflection = *message.GetReflection();
  if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE)
    return write_message(out,
                         reflection.GetRepeatedMessage(message, &field, i));
  std::string scratch;
  write_text(
      out, how,
      reflection.GetRepeatedStringReference(message, &field, i, &scratch));
}

void write_map(writer& out, const pb::Message& message,
               const pb::FieldDescriptor& field, int size) {
  const auto& reflection = *message.GetReflection();
  const auto& entry_type = *field.message_type();
  std::string scratch;
  out.StartObject();
  for (int i = 0; i < size; ++i) {
    const auto& entry = reflection.GetRepeatedMessage(message, &field, i);
    const auto& key = entry.GetReflection()->GetStringReference(
        entry, entry_type.map_key(), &scratch);
    out.Key(key.data(), size_of(key));
    write_one(out, entry, known_plan_of(entry_type).back());
  }
  out.EndObject();
}

void write_repeated(writer& out, const pb::Message& message,
                    const field_plan& how, int size) {
  if (how.field->is_map()) return write_map(out, message, *how.field, size);
  out.StartArray();
  for (int i = 0; i < size; ++i) write_element(out, message, how, i);
  out.EndArray();
}

void write_message(writer& out, const pb::Message& message) {
  const auto& reflection = *message.GetReflection();
  out.StartObject();
  for (const auto& each : known_plan_of(*message.GetDescriptor())) {
    const int size =
        each.repeated ? reflection.FieldSize(message, each.field) : 0;
    const bool is_set =
        each.repeated ? size > 0 : reflection.HasField(message, each.field);
    if (!is_set && !each.always) continue;
    out.Key(each.key.data(), size_of(each.key));
    if (each.repeated)
      write_repeated(out, message, each, size);
    else
      write_one(out, message, each);
  }
  out.EndObject();
}

}  // namespace

void append_json(std::string& out, const pb::Message& message) {
  string_output output{out};
  writer json(output);
  write_message(json, message);
}

std::string quoted(std::string_view text) {
  std::string out;
  string_output output{out};
  writer(output).String(text.data(), size_of(text));
  return out;
}

}  // namespace parley::centrifuge
