// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection_columns.hpp"

#include <array>

namespace parley {

namespace {

using actor = actor_row;
using room = room_detail;
using session = session_detail;
using value = field_value;
using column = inspection_column;
namespace kind = column_kind;

value number(std::uint64_t count) {
  return count;
}

value number(double figure) {
  return figure;
}

std::string state_of(const room& row) {
  std::string state;
  const auto add = [&state](bool holds, const std::string& word) {
    if (holds) state += (state.empty() ? "" : ", ") + word;
  };
  add(row.closed, "closed");
  add(row.frozen, "frozen");
  add(row.muted > 0, std::to_string(row.muted) + " muted");
  add(row.durable, "durable");
  return state;
}

// By what people know the actor; its kind says what this is.
std::string label_of(const actor& row) {
  if (const auto* found = std::get_if<room>(&row.detail)) return found->name;
  const auto* found = std::get_if<session>(&row.detail);
  if (!found) return "";
  return found->user.empty() ? found->id : found->user;
}

using actor_field = inspection_field<actor>;
constexpr auto of_actors = std::to_array<actor_field>({
    {"kind", [](const actor& r) -> value { return std::string(r.kind); }},
    {"label", [](const actor& r) -> value { return label_of(r); }},
    {"id", [](const actor& r) { return number(r.id); }},
    {"loop", [](const actor& r) { return number(std::uint64_t{r.loop}); }},
    {"mailbox", [](const actor& r) { return number(r.mailbox); }},
    {"handled", [](const actor& r) { return number(r.handled); }},
    {"busy_seconds", [](const actor& r) { return number(r.busy); }},
    {"longest_seconds", [](const actor& r) { return number(r.longest); }},
    {"rate", [](const actor& r) { return number(double{r.rate}); }},
    {"load", [](const actor& r) { return number(double{r.load}); }},
    {"in_rate", [](const actor& r) { return number(double{r.in}); }},
    {"out_rate", [](const actor& r) { return number(double{r.out}); }},
    {"size", [](const actor& r) { return number(r.size); }},
});

using room_field = inspection_field<room>;
constexpr auto of_rooms = std::to_array<room_field>({
    {"name", [](const room& r) -> value { return r.name; }},
    {"members", [](const room& r) { return number(r.members); }},
    {"users", [](const room& r) { return number(r.users); }},
    {"history", [](const room& r) { return number(r.kept); }},
    {"offset", [](const room& r) { return number(r.offset); }},
    {"epoch", [](const room& r) -> value { return r.epoch; }},
    {"durable", [](const room& r) -> value { return r.durable; }},
    {"closed", [](const room& r) -> value { return r.closed; }},
    {"frozen", [](const room& r) -> value { return r.frozen; }},
    {"muted", [](const room& r) { return number(r.muted); }},
    {"state", [](const room& r) -> value { return state_of(r); }},
});

using session_field = inspection_field<session>;
constexpr auto of_sessions = std::to_array<session_field>({
    {"session", [](const session& r) -> value { return r.id; }},
    {"peer", [](const session& r) -> value { return r.peer; }},
    {"transport", [](const session& r) -> value { return r.transport; }},
    {"protocol", [](const session& r) -> value { return r.speaks; }},
    {"user", [](const session& r) -> value { return r.user; }},
    {"client", [](const session& r) -> value { return r.client; }},
    {"rooms", [](const session& r) -> value { return r.rooms; }},
    {"queued", [](const session& r) { return number(r.queued); }},
});

constexpr column mailbox{"mailbox", "mailbox", kind::count, 100, 1'000};
constexpr column load{"load", "load", kind::share, 0.2, 0.5};
constexpr column longest{"longest_seconds", "longest", kind::seconds, 0, 0.1};
constexpr column messages{"rate", "msgs", kind::rate};
constexpr column node{"node", "node", kind::node};
constexpr column loop{"loop", "loop", kind::count};

constexpr auto room_columns = std::to_array<column>({
    {"name", "room"},
    {"members", "members", kind::count},
    {"in_rate", "in", kind::rate},
    {"out_rate", "out", kind::rate},
    mailbox,
    load,
    longest,
    {"history", "history", kind::count},
    {"offset", "offset", kind::count},
    {"state", "state"},
    node,
    loop,
});

constexpr auto session_columns = std::to_array<column>({
    {"session", "session"},
    {"user", "user"},
    {"peer", "peer"},
    {"protocol", "protocol"},
    {"transport", "transport"},
    {"queued", "queued", kind::bytes, 32'768, 262'144},
    messages,
    mailbox,
    {"rooms", "rooms", kind::texts},
    node,
    loop,
});

constexpr auto actor_columns = std::to_array<column>({
    {"kind", "actor"},
    {"label", "name"},
    {"id", "id", kind::count},
    mailbox,
    messages,
    load,
    longest,
    {"handled", "handled", kind::count},
    {"size", "size", kind::count},
    node,
    loop,
});

constexpr auto turn_columns = std::to_array<column>({
    loop,
    {"turns", "turns", kind::count},
    {"actors", "actors", kind::count},
    {"mailbox", "mailboxes", kind::count},
    {"load", "actor load", kind::share},
    {"busy_seconds", "busy s", kind::count},
    longest,
    {"stalls", "stalls", kind::count, 0.5},
    node,
});

}  // namespace

std::span<const actor_field> actor_fields() {
  return of_actors;
}

std::span<const room_field> room_fields() {
  return of_rooms;
}

std::span<const session_field> session_fields() {
  return of_sessions;
}

std::span<const inspection_column> columns_of(inspected about) {
  switch (about) {
    case inspected::rooms:
      return room_columns;
    case inspected::sessions:
      return session_columns;
    case inspected::actors:
      return actor_columns;
    case inspected::turns:
      break;
  }
  return turn_columns;
}

}  // namespace parley
