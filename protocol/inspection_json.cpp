// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection_json.hpp"

#include "protocol/inspection_columns.hpp"

#include <cmath>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <span>
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

template <class Row>
void write_fields(writer& out, const Row& row,
                  std::span<const inspection_field<Row>> fields) {
  for (const auto& each : fields)
    std::visit([&](const auto& value) { field(out, each.key, value); },
               each.of(row));
}

void write(writer& out, const actor_row& row, std::string_view node) {
  out.StartObject();
  field(out, "node", node);
  write_fields(out, row, actor_fields());
  if (const auto* room = std::get_if<room_detail>(&row.detail))
    write_fields(out, *room, room_fields());
  if (const auto* session = std::get_if<session_detail>(&row.detail))
    write_fields(out, *session, session_fields());
  out.EndObject();
}

void write_columns(writer& out, inspected about) {
  out.Key("columns");
  out.StartArray();
  for (const auto& each : columns_of(about)) {
    out.StartObject();
    field(out, "key", each.key);
    field(out, "title", each.title);
    field(out, "kind", each.kind);
    if (each.warm > 0) field(out, "warm", each.warm);
    if (each.hot > 0) field(out, "hot", each.hot);
    out.EndObject();
  }
  out.EndArray();
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
  kind_total all;
  for (const auto& [kind, total] : loop.kinds) all.add(total);
  field(out, "actors", all.actors);
  field(out, "mailbox", all.mailbox);
  field(out, "load", all.load);
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
  write_columns(out, query.about);
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
