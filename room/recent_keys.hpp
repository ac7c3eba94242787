// SPDX-License-Identifier: Apache-2.0
// The answers to publications with an idempotency key, for as long as a
// publisher may try again.
#pragma once

#include "protocol/name_hash.hpp"
#include "protocol/publication.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

class recent_keys {
 public:
  using time_point = std::chrono::system_clock::time_point;

  /// How long an answer is remembered.
  static constexpr std::chrono::seconds lifetime{300};
  /// Answers remembered at once; beyond, the oldest is forgotten early.
  static constexpr std::size_t capacity = 10'000;

  /// Null when the key is new.
  const stream_position* find(const std::string& key, time_point now);

  struct remembered {
    std::string key;
    stream_position given;
    time_point at;
  };
  /// All that are remembered, oldest first.
  std::vector<remembered> all() const;

  /// Expiry of the last key that keeps a room running without members. Nothing:
  /// there is no such key.
  std::optional<time_point> needed_until() const;

  /// A relay begins the keys that it makes with this character; it does not try
  /// again for longer than `relay_lifetime`.
  static constexpr char relay_mark = '\x1e';
  static constexpr std::chrono::seconds relay_lifetime{30};

  /// Remembers the answer to a new key.
  void add(std::string key, const stream_position& answer, time_point now);

 private:
  struct use {
    std::string key;
    time_point at;
  };

  void forget_old(time_point now);

  name_map<stream_position> answers_;
  /// Oldest first. Allocates nothing while it is empty, as it is in most rooms.
  std::list<use> uses_;
  std::optional<time_point> needed_until_;
};

}  // namespace parley
