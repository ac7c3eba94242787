// SPDX-License-Identifier: Apache-2.0
// The positions of rooms without members and without kept data: a client that
// returns to such a room continues at its position, and no actor has to run for
// it. Bounded: the least recently used room is evicted first and then gets a
// new epoch. Pure: the time is an argument.
#pragma once

#include "protocol/publication.hpp"
#include "room/draft.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What outlives a room's publications.
struct remembered_position {
  stream_position at;
  /// Of the newest publication with one.
  data_version version{};
  std::chrono::system_clock::time_point used{};
};

class remembered_positions {
 public:
  using time_point = std::chrono::system_clock::time_point;
  using duration = std::chrono::milliseconds;

  /// Bytes that a room may cost on average, its name and the index included.
  static constexpr std::size_t bytes_per_room = 200;

  /// The table is made of so many parts. One part at a time grows, and one part
  /// at a time is walked over, so that neither holds up a loop.
  static constexpr std::size_t part_count = 256;

  /// `capacity`: rooms remembered at most, and `bytes_per_room` for each. 0:
  /// none.
  explicit remembered_positions(std::size_t capacity) : capacity_(capacity) {}

  /// Remembers the room until `lifetime` after its last use, in place of what
  /// was remembered of it. True when it is one room more.
  bool keep(std::string_view room, const remembered_position& what,
            duration lifetime);

  /// Counts as a use. Nothing when the room is not remembered any more.
  std::optional<remembered_position> use(std::string_view room, time_point now);

  /// The same, and the room is not remembered from here on.
  std::optional<remembered_position> take(std::string_view room,
                                          time_point now);

  bool knows(std::string_view room, time_point now) const;

  /// Takes out all rooms of one part that `is_wanted` names.
  struct taken_room {
    std::string room;
    remembered_position what;
  };
  std::vector<taken_room> take_from(
      std::size_t number,
      const std::function<bool(std::string_view)>& is_wanted, time_point now);

  std::size_t size() const { return size_; }
  std::size_t part_size(std::size_t number) const {
    return parts_.at(number).size;
  }

  /// Bytes allocated.
  std::size_t bytes() const;

  /// Rooms that were dropped since the beginning, for want of place or because
  /// their time was over.
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  using place = std::uint32_t;
  static constexpr place none = ~place{0};
  static constexpr std::size_t block_size = 1'024;

  struct entry {
    /// Name, epoch and the version's epoch, concatenated.
    std::unique_ptr<char[]> text;
    std::uint32_t name_size = 0;
    std::uint32_t epoch_size = 0;
    std::uint32_t version_epoch_size = 0;
    /// In its bucket.
    place next = none;
    /// In the order of use.
    place older = none;
    place newer = none;
    std::uint64_t hash = 0;
    std::uint64_t offset = 0;
    std::uint64_t version = 0;
    time_point used{};
    duration lifetime{};

    std::string_view name() const { return {text.get(), name_size}; }
    std::size_t text_size() const {
      return std::size_t{name_size} + epoch_size + version_epoch_size;
    }
    bool is_over(time_point now) const { return now - used >= lifetime; }
  };
  struct part {
    std::vector<place> buckets;  // a power of two of them
    std::size_t size = 0;
  };

  entry& at(place which) {
    return blocks_[which / block_size][which % block_size];
  }
  const entry& at(place which) const {
    return blocks_[which / block_size][which % block_size];
  }
  static std::size_t part_of(std::uint64_t hash);
  place find(std::string_view room, std::uint64_t hash) const;
  void grow(part& which);
  place new_place();
  void append(place which);
  void unlink(place which);
  void drop(place which);
  void make_room(time_point now);
  static remembered_position value_of(const entry& from);
  static std::size_t allocated(std::size_t text_size);

  std::size_t capacity_;
  std::vector<std::unique_ptr<entry[]>> blocks_;
  std::array<part, part_count> parts_;
  std::size_t size_ = 0;
  std::size_t text_bytes_ = 0;
  std::size_t bucket_bytes_ = 0;
  std::uint64_t forgotten_ = 0;
  place oldest_ = none;
  place newest_ = none;
  place free_ = none;
  place used_places_ = 0;
};

}  // namespace parley
