// SPDX-License-Identifier: Apache-2.0
// A publication on its way into a room: accepted, with its place in the order,
// and not delivered yet.
#pragma once

#include "protocol/publication.hpp"
#include "room/history.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace parley {

/// The publisher's own version of a room's data; another epoch restarts it.
struct data_version {
  std::uint64_t number = 0;  // 0: not counted
  std::string epoch{};
  bool operator==(const data_version&) const = default;
};

struct draft {
  enum class fate : std::uint8_t {
    keep,    // gets into the history and is shown
    show,    // is shown only
    answer,  // was said before, or is outdated: its publisher is answered
    clear,   // no publication: all that was kept before is forgotten
  };

  fate becomes = fate::show;
  /// Null when there is nothing to show.
  publication_ptr said{};
  /// What plain readers call the sender.
  std::string name{};
  /// Empty: none.
  std::string idempotency_key{};
  /// The publisher's answer; the epoch is empty when it is not kept.
  stream_position position{};
  data_version version{};
  history::time_point at{};

  /// Whether a durable room shows it only when it has been saved.
  bool is_saved() const {
    return becomes == fate::keep || becomes == fate::clear;
  }
};

}  // namespace parley
