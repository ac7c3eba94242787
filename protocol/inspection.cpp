// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <system_error>

namespace parley {

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool matches(std::monostate, std::string_view) {
  return false;
}

bool matches(const room_detail& room, std::string_view part) {
  return contains(room.name, part);
}

bool matches(const session_detail& session, std::string_view part) {
  return contains(session.id, part) || contains(session.peer, part) ||
         contains(session.user, part) || contains(session.client, part) ||
         std::ranges::any_of(session.rooms, [&](const auto& room) {
           return contains(room, part);
         });
}

}  // namespace

std::string session_name(connection_id id) {
  std::array<char, 16> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), id.value, 16)
          .ptr;
  return {digits.data(), end};
}

std::optional<connection_id> parse_session_name(std::string_view text) {
  connection_id id;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, id.value, 16);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return id;
}

std::string_view protocol_name(dialect speaks) {
  switch (speaks) {
    case dialect::plain:
      return "plain";
    case dialect::json:
      return "json";
    case dialect::protobuf:
      return "protobuf";
    case dialect::peer:
      return "peer";
  }
  return "";
}

bool is_session(std::string_view kind) {
  return kind == "session" || kind == "client" || kind == "echo";
}

double sort_value(const actor_row& row, sort_key by) {
  switch (by) {
    case sort_key::mailbox:
      return static_cast<double>(row.mailbox);
    case sort_key::busy:
      return row.load;
    case sort_key::longest:
      return row.longest;
    case sort_key::rate:
      return row.rate;
    case sort_key::in:
      return row.in;
    case sort_key::out:
      return row.out;
    case sort_key::size:
      return static_cast<double>(row.size);
  }
  return 0;
}

bool matches(const actor_row& row, std::string_view filter) {
  return filter.empty() || contains(row.kind, filter) ||
         std::visit([&](const auto& detail) { return matches(detail, filter); },
                    row.detail);
}

void kind_total::add(const kind_total& other) {
  actors += other.actors;
  mailbox += other.mailbox;
  longest_mailbox = std::max(longest_mailbox, other.longest_mailbox);
  size += other.size;
  largest = std::max(largest, other.largest);
  handled += other.handled;
  busy += other.busy;
  received += other.received;
  delivered += other.delivered;
  in += other.in;
  out += other.out;
  load += other.load;
}

void departed_total::add(const departed_total& other) {
  handled += other.handled;
  busy += other.busy;
  received += other.received;
  delivered += other.delivered;
}

std::vector<actor_row> node_report::rows(const inspection_query& query) const {
  std::vector<actor_row> all;
  for (const auto& each : answers)
    std::ranges::copy(each.rows, std::back_inserter(all));
  std::ranges::stable_sort(all, std::ranges::greater{}, [&](const auto& row) {
    return sort_value(row, query.by);
  });
  if (all.size() > query.limit)
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(query.limit),
              all.end());
  return all;
}

node_totals node_report::totals() const {
  node_totals sum;
  for (const auto& each : answers)
    for (const auto& [kind, total] : each.kinds) {
      if (kind == "room") {
        sum.rooms += total.actors;
        sum.subscriptions += total.size;
      } else if (kind == "user_directory") {
        sum.users += total.size;
      } else if (is_session(kind)) {
        sum.clients += total.actors;
      }
    }
  return sum;
}

}  // namespace parley
