// SPDX-License-Identifier: Apache-2.0
// The publications that a room keeps, in order, and the position of the last
// one. Offsets begin at 1 and have no gaps within an epoch. Pure: the time is
// an argument and epochs come from outside.
#pragma once

#include "protocol/memory_use.hpp"
#include "protocol/publication.hpp"
#include "room/answer_size.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace parley {

class history {
 public:
  using time_point = std::chrono::system_clock::time_point;
  using duration = std::chrono::milliseconds;

  struct bounds {
    /// Publications kept, and how long each; 0: nothing is kept.
    std::size_t size = 0;
    duration ttl{0};
    /// How long the position outlives the last use.
    duration meta_ttl{0};
  };

  /// Gives a name that no other history ever had.
  using epoch_source = std::function<std::string()>;

  history(bounds limits, epoch_source new_epoch);

  const bounds& limits() const { return bounds_; }

  bool enabled() const { return bounds_.size > 0 && bounds_.ttl.count() > 0; }

  /// The epoch and the offset of the last publication; starts an epoch if there
  /// is none.
  const stream_position& top(time_point now);

  /// Empty if there is no epoch yet.
  const std::string& epoch() const { return top_.epoch; }

  /// The position and number of publications at the last use, possibly with
  /// expired ones. For inspection.
  const stream_position& last() const { return top_; }
  std::size_t size() const { return entries_.size() - first_; }

  // -- growing: only when enabled ---------------------------------------------

  /// Gives `said` the next offset. It is not visible here before `keep`; until
  /// then the epoch stays.
  publication_ptr prepare(publication said, time_point now);

  /// The oldest prepared publication becomes part of the history.
  void keep(publication_ptr said, time_point at);

  /// Those prepared will never be kept; their offsets are free again.
  void forget_prepared() { prepared_ = 0; }

  /// The position of the last prepared publication, or of the last kept one.
  stream_position end(time_point now);

  /// Whether what stands there in the owner's history is the next in this one,
  /// a copy of it. Another epoch begins at 1.
  bool is_next(const stream_position& at) const;
  /// The next one of the copy is kept as one that was prepared.
  void expect(const std::string& epoch);

  /// Goes on where a history that was stored ended, and forgets its own.
  struct past {
    stream_position top;
    time_point last_use;
    /// The newest ones, in order, and their times.
    std::vector<std::pair<publication_ptr, time_point>> kept;
  };
  void restore(past stored);

  /// All that is kept, to be restored elsewhere.
  past remembered() const;

  // -- recovery ---------------------------------------------------------------

  struct recovery {
    bool recovered = false;
    std::vector<publication_ptr> publications;
  };

  /// All publications after `from`. Not recovered if there are more than
  /// `limit`, if they do not fit into one answer, if some were trimmed, or if
  /// the epoch differs. An empty epoch means any.
  recovery recover(const stream_position& from, std::size_t limit,
                   time_point now);

  /// Cache mode: only the newest publication counts.
  recovery recover_latest(const stream_position& from, time_point now);

  // -- reading ----------------------------------------------------------------

  struct query {
    std::size_t limit = 0;
    /// Exclusive; nothing: from the oldest (or the newest in reverse).
    std::optional<std::uint64_t> since{};
    bool reverse = false;
    /// Bytes of publications, as `size_in_answer` counts them: the page is
    /// truncated there, but has at least one publication.
    std::size_t bytes = answer_size;
  };
  std::vector<publication_ptr> read(const query& q, time_point now);

  /// Whether `read` finds all that the query wants: false when it may want some
  /// that were trimmed because of their number.
  bool has_all_of(const query& q, time_point now);

  /// Forgets the publications; position and epoch stay.
  void clear();

  /// Forgets publications that are over their time. When the next one is;
  /// nothing when none is kept. The position stays.
  std::optional<time_point> expire(time_point now);

  /// When the position was used last.
  time_point last_use() const { return last_use_; }

 private:
  struct entry {
    publication_ptr said;
    time_point at;
  };

  void add(publication_ptr said, time_point at);
  void drop_oldest();
  void trim(time_point now);
  void touch(time_point now);

  bounds bounds_;
  epoch_source new_epoch_;
  stream_position top_;
  /// Offsets after the newest that are assigned to prepared publications.
  std::uint64_t prepared_ = 0;
  time_point last_use_;
  std::span<const entry> kept() const {
    return std::span(entries_).subspan(first_);
  }

  /// Those before `first_` are gone. Unlike a deque it has nothing allocated
  /// while it is empty, as it is in most rooms.
  std::vector<entry> entries_;
  std::size_t first_ = 0;
  held_bytes<memory_kind::history> held_;  // of `entries_`
};

}  // namespace parley
