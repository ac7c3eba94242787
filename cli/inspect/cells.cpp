#include "cli/inspect/cells.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace parley::inspect {

const json& at(const json& row, const char* key) {
  static const json nothing;
  const auto found = row.FindMember(key);
  return found == row.MemberEnd() ? nothing : found->value;
}

double number(const json& row, const char* key) {
  const auto& value = at(row, key);
  return value.IsNumber() ? value.GetDouble() : 0;
}

std::string text(const json& row, const char* key) {
  const auto& value = at(row, key);
  return value.IsString()
             ? std::string(value.GetString(), value.GetStringLength())
             : std::string();
}

std::string short_number(double value) {
  constexpr std::array letters{"", "k", "M", "G", "T"};
  std::size_t i = 0;
  while (value >= 999.5 && i + 1 < letters.size()) {
    value /= 1'000;
    ++i;
  }
  std::array<char, 32> out{};
  const bool whole = i == 0 && (value >= 100 || value == std::floor(value));
  std::snprintf(out.data(), out.size(), whole ? "%.0f%s" : "%.3g%s", value,
                letters[i]);
  return out.data();
}

std::string node_of(const json& row) {
  constexpr std::size_t enough = 8;
  return text(row, "node").substr(0, enough);
}

namespace {

bool flag(const json& row, const char* key) {
  const auto& value = at(row, key);
  return value.IsBool() && value.GetBool();
}

std::string milliseconds(double seconds) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", seconds * 1'000);
  return out.data();
}

std::string percent(double share) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", share * 100);
  return out.data();
}

std::string room_state(const json& row) {
  std::string state;
  const auto add = [&state](const std::string& more) {
    state += (state.empty() ? "" : " ") + more;
  };
  if (flag(row, "closed")) add("closed");
  if (flag(row, "frozen")) add("frozen");
  if (const auto muted = number(row, "muted"); muted > 0)
    add(short_number(muted) + " muted");
  if (flag(row, "durable")) add("durable");
  return state;
}

std::string joined(const json& row, const char* key) {
  std::string all;
  const auto& values = at(row, key);
  if (values.IsArray())
    for (const auto& each : values.GetArray())
      all += (all.empty() ? "" : " ") + std::string(each.GetString());
  return all;
}

cell words(const char* title, const char* key) {
  return {title, false, [key](const json& row) { return text(row, key); }};
}

cell count(const char* title, const char* key) {
  return {title, true,
          [key](const json& row) { return short_number(number(row, key)); }};
}

const cell load{"load %", true,
                [](const json& row) { return percent(number(row, "load")); }};
const cell longest{"longest ms", true, [](const json& row) {
                     return milliseconds(number(row, "longest_seconds"));
                   }};
const cell node{"node", false, node_of};

std::string actor_name(const json& row) {
  for (const auto* key : {"name", "user", "session"})
    if (auto found = text(row, key); !found.empty()) return found;
  return "";
}

double kinds_sum(const json& row, const char* key) {
  double sum = 0;
  const auto& kinds = at(row, "kinds");
  if (kinds.IsObject())
    for (const auto& each : kinds.GetObject()) sum += number(each.value, key);
  return sum;
}

}  // namespace

std::vector<cell> cells_of(topic about) {
  switch (about) {
    case topic::rooms:
      return {words("room", "name"),
              count("members", "members"),
              count("in/s", "in_rate"),
              count("out/s", "out_rate"),
              count("mailbox", "mailbox"),
              load,
              longest,
              count("history", "history"),
              count("offset", "offset"),
              {"state", false, room_state},
              node,
              count("loop", "loop")};
    case topic::sessions:
      return {words("session", "session"),
              words("user", "user"),
              words("peer", "peer"),
              words("protocol", "protocol"),
              words("transport", "transport"),
              count("queued", "queued"),
              count("msgs/s", "rate"),
              count("mailbox", "mailbox"),
              {"rooms", false,
               [](const json& row) { return joined(row, "rooms"); }},
              node,
              count("loop", "loop")};
    case topic::actors:
      return {words("actor", "kind"),
              {"name", false, actor_name},
              count("id", "id"),
              count("mailbox", "mailbox"),
              count("msgs/s", "rate"),
              load,
              longest,
              count("handled", "handled"),
              count("size", "size"),
              node,
              count("loop", "loop")};
    case topic::turns:
      break;
  }
  return {
      count("loop", "loop"),
      count("turns", "turns"),
      {"actors", true,
       [](const json& row) { return short_number(kinds_sum(row, "actors")); }},
      {"mailboxes", true,
       [](const json& row) { return short_number(kinds_sum(row, "mailbox")); }},
      {"actor load %", true,
       [](const json& row) { return percent(kinds_sum(row, "load")); }},
      count("busy s", "busy_seconds"),
      longest,
      count("stalls", "stalls"),
      node};
}

}  // namespace parley::inspect
