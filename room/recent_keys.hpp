// The answers to publications with an idempotency key, for as long as a
// publisher may try again.
#pragma once

#include "protocol/publication.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
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

  /// Remembers the answer to a new key.
  void add(std::string key, const stream_position& answer, time_point now);

 private:
  struct use {
    std::string key;
    time_point at;
  };

  void forget_old(time_point now);

  std::unordered_map<std::string, stream_position> answers_;
  std::deque<use> uses_;
};

}  // namespace parley
