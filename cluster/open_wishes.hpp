// What a relay has asked the room's owner for and has no answer to yet, in
// order. Pure.
#pragma once

#include "actors/room_messages.hpp"
#include "protocol/peer/peer.pb.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace parley::cluster {

class open_wishes {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using continuation = std::function<void(room_outcome&)>;

  /// Takes it in under its tag.
  void add(peer::Wish wish, continuation then, time_point now);

  /// Null: it is not waited for.
  const peer::Wish* find(std::uint64_t tag) const;

  /// What is to be done with the answer; nothing when it is not waited for.
  std::optional<continuation> take(std::uint64_t tag);

  /// Takes out the oldest one if it was added before `limit`.
  std::optional<continuation> take_older_than(time_point limit);

  /// When the oldest was added; the beginning of time when there is none.
  time_point oldest() const {
    return empty() ? time_point::min() : entries_.begin()->second.since;
  }

  bool empty() const { return entries_.empty(); }
  std::size_t bytes() const { return bytes_; }

  /// In the order they were added.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [tag, each] : entries_) visit(each.wish);
  }

 private:
  struct entry {
    peer::Wish wish;
    continuation then;
    time_point since;
    std::size_t bytes;
  };
  using entries = std::map<std::uint64_t, entry>;

  continuation extract(entries::iterator at);

  entries entries_;
  std::size_t bytes_ = 0;
};

}  // namespace parley::cluster
