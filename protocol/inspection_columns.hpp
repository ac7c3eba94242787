// SPDX-License-Identifier: Apache-2.0
// What a row of an inspection has, and how tables show it: one row per field.
// The JSON of /debug carries the columns, so that `parley inspect` and the
// admin page show fields that they do not know. Pure.
#pragma once

#include "protocol/inspection.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parley {

using field_value = std::variant<std::string, bool, std::uint64_t, double,
                                 std::vector<std::string>>;

/// A member of the JSON of one row.
template <class Row>
struct inspection_field {
  std::string_view key;
  field_value (*of)(const Row& row);
};

/// Of every actor; of rooms and sessions besides.
std::span<const inspection_field<actor_row>> actor_fields();
std::span<const inspection_field<room_detail>> room_fields();
std::span<const inspection_field<session_detail>> session_fields();

/// How a value is written: a plain number, a number a second, bytes, a share of
/// one, seconds, a text, a list of texts, the id of a node.
namespace column_kind {
inline constexpr std::string_view count = "count", rate = "rate",
                                  bytes = "bytes", share = "share",
                                  seconds = "seconds", text = "text",
                                  texts = "texts", node = "node";
}  // namespace column_kind

/// A column of a topic's table: the title has no unit.
struct inspection_column {
  std::string_view key;
  std::string_view title;
  std::string_view kind = column_kind::text;
  /// Values over these are worth a colour; 0: none are.
  double warm = 0;
  double hot = 0;
};

/// In the order in which people read them.
std::span<const inspection_column> columns_of(inspected about);

}  // namespace parley
