#include "protocol/inspection_json.hpp"

#include <cmath>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <type_traits>

namespace parley {

namespace {

using writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put(writer& out, bool value) {
  out.Bool(value);
}

void put(writer& out, double value) {
  out.Double(std::isfinite(value) ? value : 0);
}

template <class Integer>
requires std::is_unsigned_v<Integer>
void put(writer& out, Integer value) {
  out.Uint64(value);
}

void put(writer& out, const std::vector<std::string>& texts) {
  out.StartArray();
  for (const auto& each : texts) put(out, std::string_view(each));
  out.EndArray();
}

template <class Value>
void field(writer& out, std::string_view name, const Value& value) {
  out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  if constexpr (std::is_same_v<Value, std::string>)
    put(out, std::string_view(value));
  else if constexpr (std::is_floating_point_v<Value>)
    put(out, static_cast<double>(value));
  else
    put(out, value);
}

void write_fields(writer&, std::monostate) {}

void write_fields(writer& out, const room_detail& room) {
  field(out, "name", room.name);
  field(out, "members", room.members);
  field(out, "users", room.users);
  field(out, "history", room.kept);
  field(out, "offset", room.offset);
  field(out, "epoch", room.epoch);
  field(out, "durable", room.durable);
  field(out, "closed", room.closed);
  field(out, "frozen", room.frozen);
  field(out, "muted", room.muted);
}

void write_fields(writer& out, const session_detail& session) {
  field(out, "session", session.id);
  field(out, "peer", session.peer);
  field(out, "transport", session.transport);
  field(out, "protocol", session.speaks);
  field(out, "user", session.user);
  field(out, "client", session.client);
  field(out, "rooms", session.rooms);
  field(out, "queued", session.queued);
}

void write(writer& out, const actor_row& row, std::string_view node) {
  out.StartObject();
  field(out, "kind", row.kind);
  field(out, "id", row.id);
  field(out, "node", node);
  field(out, "loop", row.loop);
  field(out, "mailbox", row.mailbox);
  field(out, "handled", row.handled);
  field(out, "busy_seconds", row.busy);
  field(out, "longest_seconds", row.longest);
  field(out, "rate", row.rate);
  field(out, "load", row.load);
  field(out, "in_rate", row.in);
  field(out, "out_rate", row.out);
  field(out, "size", row.size);
  std::visit([&](const auto& detail) { write_fields(out, detail); },
             row.detail);
  out.EndObject();
}

void write_buckets(writer& out, const turn_record::counts& durations) {
  out.Key("durations");
  out.StartArray();
  for (std::size_t i = 0; i < durations.counts().size(); ++i) {
    out.StartObject();
    if (i < durations.bounds().size())
      field(out, "at_most_seconds", durations.bounds()[i]);
    field(out, "turns", durations.counts()[i]);
    out.EndObject();
  }
  out.EndArray();
}

void write(writer& out, const loop_report& loop, std::string_view node) {
  using seconds = std::chrono::duration<double>;
  out.StartObject();
  field(out, "node", node);
  field(out, "loop", loop.loop);
  field(out, "turns", loop.turns.turns);
  field(out, "handlers", loop.turns.handlers);
  field(out, "actors_resumed", loop.turns.actors);
  field(out, "busy_seconds", loop.turns.durations.sum());
  field(out, "longest_seconds", seconds(loop.turns.longest).count());
  field(out, "stalls", loop.turns.stalls);
  write_buckets(out, loop.turns.durations);
  out.Key("kinds");
  out.StartObject();
  for (const auto& [kind, total] : loop.kinds) {
    out.Key(kind.data(), static_cast<rapidjson::SizeType>(kind.size()));
    out.StartObject();
    field(out, "actors", total.actors);
    field(out, "mailbox", total.mailbox);
    field(out, "size", total.size);
    field(out, "load", total.load);
    field(out, "in_rate", total.in);
    field(out, "out_rate", total.out);
    out.EndObject();
  }
  out.EndObject();
  out.EndObject();
}

std::string_view name_of(inspected about) {
  switch (about) {
    case inspected::actors:
      return "actors";
    case inspected::rooms:
      return "rooms";
    case inspected::sessions:
      return "sessions";
    case inspected::turns:
      return "turns";
  }
  return "";
}

}  // namespace

std::string to_json(const node_report& report, const inspection_query& query) {
  rapidjson::StringBuffer buffer;
  writer out(buffer);
  out.StartObject();
  field(out, "node", report.node);
  field(out, "uptime", report.uptime);
  field(out, "loops", report.loops);
  field(out, "loops_answered", report.answers.size());
  const auto totals = report.totals();
  field(out, "clients", totals.clients);
  field(out, "users", totals.users);
  field(out, "num_rooms", totals.rooms);
  field(out, "subscriptions", totals.subscriptions);
  const auto about = name_of(query.about);
  out.Key(about.data(), static_cast<rapidjson::SizeType>(about.size()));
  out.StartArray();
  if (query.about == inspected::turns)
    for (const auto& each : report.answers) write(out, each, report.node);
  else
    for (const auto& each : report.rows(query)) write(out, each, report.node);
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace parley
