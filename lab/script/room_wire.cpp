// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_wire.hpp"

#include <array>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <simdjson.h>
#include <utility>

namespace parley::script {

namespace {

using simdjson::dom::element;

// -- writing ------------------------------------------------------------------

// One command, `{"METHOD":{...},"id":1}`; its fields are added one by one.
class command_writer {
 public:
  explicit command_writer(const char* method) {
    json_.StartObject();
    json_.Key(method);
    json_.StartObject();
  }

  command_writer& text(const char* name, const std::string& value) {
    json_.Key(name);
    json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    return *this;
  }

  command_writer& number(const char* name, std::uint64_t value) {
    json_.Key(name);
    json_.Uint64(value);
    return *this;
  }

  command_writer& flag(const char* name, bool set) {
    if (!set) return *this;
    json_.Key(name);
    json_.Bool(true);
    return *this;
  }

  command_writer& raw(const char* name, const std::string& value) {
    json_.Key(name);
    json_.RawValue(value.data(), value.size(), rapidjson::kObjectType);
    return *this;
  }

  std::string finish(std::uint32_t id) {
    json_.EndObject();
    number("id", id);
    json_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> json_{buffer_};
};

// -- reading ------------------------------------------------------------------

// Runs `read` with the line's object; what is no object has nothing to read.
template <class Result, class Read>
Result with_object(std::string_view line, Read read) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(line.data(), line.size()).get(root) || !root.is_object())
    return Result();
  return read(root);
}

std::string text_of(element from, std::string_view name) {
  std::string_view value;
  return from[name].get(value) ? std::string() : std::string(value);
}

std::uint64_t number_of(element from, std::string_view name) {
  std::uint64_t value = 0;
  return from[name].get(value) ? 0 : value;
}

bool flag_of(element from, std::string_view name) {
  bool value = false;
  return !from[name].get(value) && value;
}

std::string json_of(element from, std::string_view name) {
  element value;
  return from[name].get(value) ? std::string() : simdjson::minify(value);
}

void read_result(element from, reply& into) {
  into.client = text_of(from, "client");
  into.node = text_of(from, "node");
  into.top = {number_of(from, "offset"), text_of(from, "epoch")};
  into.recoverable = flag_of(from, "recoverable");
  into.was_recovering = flag_of(from, "was_recovering");
  into.recovered = flag_of(from, "recovered");
  simdjson::dom::array publications;
  if (from["publications"].get(publications)) return;
  for (const auto one : publications)
    into.publications.push_back(simdjson::minify(one));
}

void read_presence(element from, reply& into) {
  simdjson::dom::object clients;
  if (from["presence"].get(clients)) return;
  for (const auto& [id, info] : clients) into.present.emplace_back(id);
}

std::optional<reply> read_answer(element root) {
  reply got;
  got.id = static_cast<std::uint32_t>(number_of(root, "id"));
  if (got.id == 0) return std::nullopt;
  if (element error; !root["error"].get(error))
    got.error = {static_cast<std::uint32_t>(number_of(error, "code")),
                 text_of(error, "message"), flag_of(error, "temporary")};
  for (const auto method : {"connect", "subscribe"})
    if (element result; !root[method].get(result)) read_result(result, got);
  if (element result; !root["presence"].get(result)) read_presence(result, got);
  return got;
}

std::optional<room_push> read_pushed(element root) {
  element push;
  if (root["push"].get(push)) return std::nullopt;
  room_push got;
  got.room = text_of(push, "channel");
  constexpr std::array kinds{std::pair{"pub", push_kind::publication},
                             std::pair{"join", push_kind::join},
                             std::pair{"leave", push_kind::leave},
                             std::pair{"unsubscribe", push_kind::unsubscribe}};
  for (const auto& [name, kind] : kinds) {
    element body;
    if (push[name].get(body)) continue;
    got.kind = kind;
    got.data = json_of(body, "data");
    got.offset = number_of(body, "offset");
    got.code = static_cast<std::uint32_t>(number_of(body, "code"));
    got.reason = text_of(body, "reason");
    if (element info; !body["info"].get(info)) {
      got.user = text_of(info, "user");
      got.client = text_of(info, "client");
    }
  }
  return got;
}

}  // namespace

std::string connect_command(std::uint32_t id, const login& what) {
  command_writer command("connect");
  if (!what.token.empty()) command.text("token", what.token);
  return command.text("name", "script").finish(id);
}

std::string subscribe_command(std::uint32_t id, const subscribe& what,
                              const std::optional<position>& since) {
  command_writer command("subscribe");
  command.text("channel", what.room);
  if (!what.token.empty()) command.text("token", what.token);
  command.flag("recoverable", what.recoverable)
      .flag("positioned", what.positioned)
      .flag("join_leave", what.join_leave);
  if (since)
    command.flag("recover", true)
        .number("offset", since->offset)
        .text("epoch", since->epoch);
  return command.finish(id);
}

std::string unsubscribe_command(std::uint32_t id, const std::string& room) {
  return command_writer("unsubscribe").text("channel", room).finish(id);
}

std::string publish_command(std::uint32_t id, const publish& what) {
  return command_writer("publish")
      .text("channel", what.room)
      .raw("data", what.data)
      .finish(id);
}

std::string presence_command(std::uint32_t id, const std::string& room) {
  return command_writer("presence").text("channel", room).finish(id);
}

std::optional<reply> read_reply(std::string_view line) {
  return with_object<std::optional<reply>>(line, read_answer);
}

std::optional<room_push> read_push(std::string_view line) {
  return with_object<std::optional<room_push>>(line, read_pushed);
}

bool is_ping(std::string_view line) {
  return line == "{}";
}

std::string publication_push(const std::string& room,
                             const std::string& publication) {
  rapidjson::StringBuffer channel;
  rapidjson::Writer<rapidjson::StringBuffer>(channel).String(
      room.data(), static_cast<rapidjson::SizeType>(room.size()));
  return std::string(R"({"push":{"channel":)") + channel.GetString() +
         R"(,"pub":)" + publication + "}}";
}

}  // namespace parley::script
