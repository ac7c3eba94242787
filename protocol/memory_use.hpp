// SPDX-License-Identifier: Apache-2.0
// How many bytes the process holds on behalf of its clients, by kind, and how
// near that is to the limit. There is one account for the whole process,
// because memory is a property of the process; any thread may add to it and
// read it.
//
// A thread collects its changes in a batch of its own and adds them to the
// account when they exceed `memory_batch`, so counting costs the message path
// no shared cache line. The account is exact to within one batch per thread
// and kind.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace parley {

enum class memory_kind : std::uint8_t {
  outgoing,  // encoded frames that wait in outboxes, each counted once
  history,   // publications that rooms keep
  incoming,  // messages and request bodies that are not complete yet
};

inline constexpr std::size_t memory_kind_count = 3;

std::string_view name_of(memory_kind kind);

/// Each level has the consequences of the lower ones, too.
enum class memory_level : std::uint8_t {
  normal,
  no_new_rooms,  // over 70% of the limit: rooms that do not run are refused
  no_new_links,  // over 85%: new connections get HTTP 503
  shedding,      // over 95%: nothing more is kept in histories, and the
                 // connections with the largest outboxes are closed with 3008
};

std::string_view name_of(memory_level level);

/// Bytes that one thread may have changed without telling the account.
inline constexpr std::int64_t memory_batch = 65'536;

/// The overhead of one item: allocator, control block.
inline constexpr std::size_t memory_overhead = 64;

struct memory_report {
  std::array<std::uint64_t, memory_kind_count> held{};
  std::uint64_t limit = 0;
  memory_level level = memory_level::normal;
};

/// The level of a process that holds `held` of `limit` bytes; `limit` 0 is no
/// limit. Pure.
memory_level level_of(std::uint64_t held, std::uint64_t limit);

class memory_use {
 public:
  /// Any thread. `bytes` is negative for returned memory.
  static void add(memory_kind kind, std::int64_t bytes);

  /// Any thread. Transfers the calling thread's changes to the account.
  static void flush();

  /// Any thread. Bytes; 0: no limit. Set when the server starts.
  static void set_limit(std::uint64_t bytes);

  /// Any thread.
  static memory_report report();
  static memory_level level() { return report().level; }
};

/// The bytes of one kind that one object holds; given back when it ends.
template <memory_kind Kind>
class held_bytes {
 public:
  held_bytes() = default;
  held_bytes(held_bytes&& other) noexcept
      : size_(std::exchange(other.size_, 0)) {}
  held_bytes& operator=(held_bytes&& other) noexcept {
    std::swap(size_, other.size_);
    return *this;
  }
  ~held_bytes() { resize(0); }

  std::size_t size() const { return size_; }

  void resize(std::size_t size) {
    if (size == size_) return;
    memory_use::add(Kind, static_cast<std::int64_t>(size) -
                              static_cast<std::int64_t>(size_));
    size_ = size;
  }
  void grow(std::size_t by) { resize(size_ + by); }
  void shrink(std::size_t by) { resize(size_ - by); }

 private:
  std::size_t size_ = 0;
};

}  // namespace parley
