// SPDX-License-Identifier: Apache-2.0
// The visible state of a running node. Pure: rows and the questions for them;
// protocol/inspection_json writes them.
#pragma once

#include "protocol/frame.hpp"
#include "protocol/ids.hpp"
#include "protocol/memory_use.hpp"
#include "protocol/traffic.hpp"
#include "protocol/turn_record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parley {

/// How people write a session's id, and read it again.
std::string session_name(connection_id id);
std::optional<connection_id> parse_session_name(std::string_view text);

std::string_view protocol_name(dialect speaks);

// -- questions ----------------------------------------------------------------

enum class inspected : std::uint8_t { actors, rooms, sessions, turns };

enum class sort_key : std::uint8_t {
  mailbox,
  busy,     // share of a loop's time, lately
  longest,  // one message
  rate,     // messages a second, lately
  in,       // a second, lately: what came from outside
  out,      // a second, lately: deliveries
  size,     // members of a room, bytes waiting for a session
};

struct inspection_query {
  inspected about = inspected::actors;
  sort_key by = sort_key::mailbox;
  /// Part of a name; empty: all.
  std::string filter{};
  std::size_t limit = 50;
};

// -- rows ---------------------------------------------------------------------

/// A room's own figures.
struct room_detail {
  std::string name{};
  std::size_t members = 0;
  std::size_t users = 0;
  std::size_t kept = 0;
  std::uint64_t offset = 0;
  std::string epoch{};
  bool durable = false;
  bool closed = false;
  bool frozen = false;
  std::size_t muted = 0;
};

/// A session's own figures.
struct session_detail {
  std::string id{};         // by which it is kicked
  std::string peer{};       // address and port
  std::string transport{};  // websocket, http_stream, ...
  std::string speaks{};     // plain, json, protobuf
  std::string user{};
  std::string client{};
  std::vector<std::string> rooms{};
  std::size_t queued = 0;  // bytes in its outbox
};

using actor_detail = std::variant<std::monostate, room_detail, session_detail>;

struct actor_row {
  std::string_view kind{};  // lives for ever
  std::uint64_t id = 0;
  loop_index loop = 0;
  std::uint64_t mailbox = 0;
  std::uint64_t handled = 0;
  double busy = 0;     // seconds in all
  double longest = 0;  // seconds
  float rate = 0;      // messages a second, lately
  float load = 0;      // seconds a second, lately
  float in = 0;
  float out = 0;
  std::uint64_t size = 0;
  actor_detail detail{};
};

/// Whether actors of this kind are clients' sessions.
bool is_session(std::string_view kind);

/// Larger comes first in a table.
double sort_value(const actor_row& row, sort_key by);

/// Whether the filter is part of the kind or of a name in the details.
bool matches(const actor_row& row, std::string_view filter);

/// All actors of one kind that are alive.
struct kind_total {
  std::size_t actors = 0;
  std::uint64_t mailbox = 0;
  std::uint64_t longest_mailbox = 0;
  std::uint64_t size = 0;
  std::uint64_t largest = 0;
  std::uint64_t handled = 0;
  double busy = 0;  // seconds
  std::uint64_t received = 0;
  std::uint64_t delivered = 0;
  // a second, lately:
  float in = 0;
  float out = 0;
  float load = 0;

  void add(const kind_total& other);
};

/// The work of ended actors of one kind.
struct departed_total {
  std::uint64_t handled = 0;
  double busy = 0;  // seconds
  std::uint64_t received = 0;
  std::uint64_t delivered = 0;

  void add(const departed_total& other);
};

/// What all clients, users and rooms of a node add up to.
struct node_totals {
  std::size_t clients = 0;
  std::size_t users = 0;
  std::size_t rooms = 0;
  std::size_t subscriptions = 0;
};

struct loop_report {
  loop_index loop = 0;
  turn_record turns{};
  traffic_record traffic{};
  std::map<std::string_view, kind_total> kinds{};
  std::map<std::string_view, departed_total> gone{};
  /// Sorted, at most as many as asked for.
  std::vector<actor_row> rows{};
};

/// The work of the journal: changes of rooms, and their transactions.
struct journal_report {
  std::uint64_t mailbox = 0;
  std::uint64_t changes = 0;
  std::uint64_t commits = 0;
  double busy = 0;  // seconds
};

/// Where the node stands in its cluster.
struct cluster_report {
  std::uint64_t view = 0;
  std::size_t nodes = 0;
  /// By which it acts; 0: by none.
  std::uint64_t term = 0;
  /// It may not act at all.
  bool fenced = true;
  /// Sent to nodes, this one too.
  std::uint64_t packets = 0;
  /// Not sent: NATS takes them slower than they come.
  std::uint64_t dropped = 0;
  /// The bus is connected to NATS.
  bool connected = false;
  /// Received and not believed, in the order of `refused_packets`.
  std::array<std::uint64_t, 5> refused{};
};

/// Why packets are refused, as metrics name it.
inline constexpr std::array<std::string_view, 5> refused_packets{
    "malformed", "unsealed", "stranger", "copy", "too_large"};

struct node_report {
  std::string node;
  /// Nothing when the node is alone.
  std::optional<cluster_report> cluster{};
  /// Nothing when no room is durable.
  std::optional<journal_report> journal{};
  memory_report memory{};
  double uptime = 0;  // seconds
  std::size_t loops = 0;
  /// Of the loops that answered; fewer when a loop is blocked.
  std::vector<loop_report> answers;

  /// The best rows of all loops, merged, at most `query.limit`.
  std::vector<actor_row> rows(const inspection_query& query) const;

  node_totals totals() const;
};

}  // namespace parley
