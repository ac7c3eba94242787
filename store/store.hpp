// History that survives: the publications of many rooms, and where each room
// has come to. Calls block; each object is used by one thread at a time.
#pragma once

#include "store/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley {

/// The store cannot do what it was asked for: the disk is full, a file is
/// damaged. The text is for the operator. Nothing was changed; a later call may
/// succeed.
class store_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What became of one change.
enum class change_outcome : std::uint8_t {
  committed,
  /// The room's end is not where its owner thought: somebody else has written.
  conflict,
};

class store {
 public:
  store() = default;
  store(const store&) = delete;
  store& operator=(const store&) = delete;
  virtual ~store() = default;

  /// Makes the changes, in their order and all in one transaction; they are
  /// durable when this returns. One that is in conflict is left out, the others
  /// are made. An append to a room that the store does not know is made
  /// wherever its owner is. An append behind offset 0 of another epoch begins
  /// anew, and what was kept of the old one is forgotten, its keys and version
  /// too; it is in conflict unless the old one is over its `meta_ttl`, so that
  /// nobody starts afresh by mistake. An append of no records changes nothing.
  /// One change_outcome for each change. Throws `store_error`; then none was
  /// made.
  virtual std::vector<change_outcome> commit(
      std::span<const change> changes) = 0;

  struct load_wish {
    /// Publications at most, and none said before `since`.
    std::size_t newest = 0;
    stored_time since{};
    /// No key older than this, at most `keys`, oldest first, the newest ones.
    stored_time keys_since{};
    std::size_t keys = 0;
  };

  /// What is known of a room; nothing when it is not there. Throws
  /// `store_error`.
  virtual std::optional<stored_room> load(const std::string& room,
                                          const load_wish& wish) = 0;

  /// The room's owner is gone, and whoever owns it next loads it first: what is
  /// in memory for it may go.
  virtual void release(const std::string&) {}

  struct range {
    std::size_t limit = 0;
    /// Exclusive; nothing: from the oldest, in reverse from the newest.
    std::optional<std::uint64_t> since{};
    bool reverse = false;
    /// None with a lower offset than `first`, or said before `said_since`:
    /// those count as trimmed. None above `last` either. There are no gaps:
    /// where a clock was set back, what stands behind one that counts does so
    /// too.
    std::uint64_t first = 1;
    std::uint64_t last = UINT64_MAX;
    stored_time said_since{};
    /// Bytes of publications, as `size_in_answer` counts them, behind one
    /// publication at least.
    std::size_t bytes = SIZE_MAX;
  };

  /// Publications of a room in the order of their offsets, in reverse the other
  /// way round. Throws `store_error`.
  virtual std::vector<record> read(const std::string& room,
                                   const range& wanted) = 0;

  /// Forgets at most about `limit` things that are over their time: of
  /// publications what the last append said is to be kept, keys after
  /// `recent_keys::lifetime`, whole rooms after their `meta_ttl` without an
  /// append. What is over only since a moment may wait until more is. False
  /// when nothing is left to do by now. Throws `store_error`.
  virtual bool trim(stored_time now, std::size_t limit) = 0;
};

}  // namespace parley
