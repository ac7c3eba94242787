// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_judge.hpp"

#include "lab/script/json.hpp"
#include "lab/script/wording.hpp"

namespace parley::script {

namespace {

// Bytes of a JSON text that a failure shows.
constexpr std::size_t shown_max = 200;

std::string shown(const std::string& json) {
  if (json.size() <= shown_max) return json;
  return json.substr(0, shown_max) + "... (" + std::to_string(json.size()) +
         " bytes)";
}

std::string publication(const std::string& data, std::uint64_t offset) {
  return "publication " + shown(data) +
         (offset > 0 ? " at offset " + std::to_string(offset) : "");
}

std::string coded(std::string what, std::uint32_t code,
                  const std::string& text) {
  what += ' ' + std::to_string(code);
  return text.empty() ? what : what + ' ' + in_quotes(text);
}

std::string person(const room_push& got) {
  return "user " + in_quotes(got.user) + ", client " + in_quotes(got.client);
}

std::string describe(const room_push& got) {
  switch (got.kind) {
    case push_kind::publication:
      return publication(got.data, got.offset);
    case push_kind::join:
      return "join of " + person(got);
    case push_kind::leave:
      return "leave of " + person(got);
    case push_kind::unsubscribe:
      return coded("unsubscribe", got.code, got.reason);
    case push_kind::other:
      break;
  }
  return "a push of another kind";
}

template <class Wanted>
std::string mismatch(const Wanted& wanted, const room_push& got) {
  return "expected " + describe(wanted) + ", got " + describe(got);
}

std::string from(const position& where) {
  return "offset " + std::to_string(where.offset) + " of epoch " +
         in_quotes(where.epoch);
}

}  // namespace

complaint judge(const expect_publication& wanted, const room_push& got) {
  if (got.kind == push_kind::publication && json_equal(wanted.data, got.data) &&
      (!wanted.offset || *wanted.offset == got.offset))
    return std::nullopt;
  return mismatch(wanted, got);
}

complaint judge(const expect_presence& wanted, const room_push& got,
                const std::string& own_id) {
  const auto kind = wanted.joined ? push_kind::join : push_kind::leave;
  const bool known = got.user == wanted.who || got.client == wanted.who ||
                     (!own_id.empty() && got.client == own_id);
  if (got.kind == kind && known) return std::nullopt;
  return mismatch(wanted, got);
}

complaint judge(const expect_unsubscribed& wanted, const room_push& got) {
  if (got.kind == push_kind::unsubscribe &&
      (!wanted.code || *wanted.code == got.code))
    return std::nullopt;
  return mismatch(wanted, got);
}

complaint judge(const std::string& command, const outcome& wanted,
                const reply& got) {
  const auto code = got.error ? std::optional(got.error->code) : std::nullopt;
  if (!wanted.closed && wanted.error == code) return std::nullopt;
  return "expected " + describe(command, wanted) + ", got " +
         (got.error ? coded("error", got.error->code, got.error->text)
                    : describe(command, {}));
}

complaint judge_recovery(const subscribe& what, const reply& got) {
  if (!what.recover || got.recovered != what.unrecovered) return std::nullopt;
  if (what.unrecovered)
    return "expected " + what.room + " not to be recovered, got recovered";
  return "expected " + what.room + " to be recovered, got " +
         (got.was_recovering ? "not recovered" : "no recovery") +
         ", the room is at " + from(got.top);
}

std::string describe(const expect_publication& wanted) {
  return publication(wanted.data, wanted.offset.value_or(0));
}

std::string describe(const expect_presence& wanted) {
  return (wanted.joined ? "join of " : "leave of ") + wanted.who;
}

std::string describe(const expect_unsubscribed& wanted) {
  return wanted.code ? coded("unsubscribe", *wanted.code, "") : "unsubscribe";
}

std::string describe(const std::string& command, const outcome& wanted) {
  if (wanted.closed) return "close " + std::to_string(*wanted.closed);
  if (wanted.error) return "error " + std::to_string(*wanted.error);
  return "a reply to " + command;
}

}  // namespace parley::script
