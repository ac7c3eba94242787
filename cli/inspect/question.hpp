// SPDX-License-Identifier: Apache-2.0
// The query to a node, as the user of the terminal has chosen it. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::inspect {

enum class topic : std::uint8_t { rooms, sessions, actors, turns };

inline constexpr std::array topics{topic::rooms, topic::sessions, topic::actors,
                                   topic::turns};

std::string_view name_of(topic about);

/// How the rows of a topic may be sorted; the first one is usual.
struct order {
  std::string_view word;   // as /debug has it
  std::string_view title;  // as people read it
  std::string_view field;  // of a row
};
std::size_t order_count(topic about);
order order_of(topic about, std::size_t number);
/// The order of this word, or the usual one.
order find_order(topic about, std::string_view word);

struct question {
  topic about = topic::rooms;
  std::string sort{};  // empty: as usual
  std::string filter{};
  std::size_t limit = 50;
};

/// The request's target.
std::string target_of(const question& asked);

}  // namespace parley::inspect
