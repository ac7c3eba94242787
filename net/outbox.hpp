// SPDX-License-Identifier: Apache-2.0
// The bytes that wait for one client: references to shared frames, and how far
// the first one has been sent. Pure; the wire does the writing.
#pragma once

#include "protocol/frame.hpp"

#include <boost/container/small_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// Where bytes that are dropped may be cut.
enum class seams : std::uint8_t {
  nowhere,         // never dropped
  between_frames,  // whole WebSocket frames of ours, back to back
  around,          // all or nothing
};

class outbox {
 public:
  /// Frames that `drop_unstarted` may drop. `room` is their room; 0: none.
  void push(frame bytes, std::uint64_t room = 0,
            seams where = seams::between_frames);

  /// Bytes that Beast or a link wrote (heads, pongs, closes): never dropped.
  void push_raw(std::string bytes);

  bool empty() const { return size_ == 0; }

  /// Bytes not yet sent.
  std::size_t size() const { return size_; }

  /// The next bytes to write, at least one when not empty. Small entries are
  /// copied together into `scratch` (at most `scratch_size` bytes), for one
  /// write costs far more than the copy; a large one is given as it is. Valid
  /// until the next call that changes the outbox or `scratch`.
  std::string_view next_chunk(std::string& scratch) const;

  /// A write of the first `bytes` is under way: nothing of them is dropped, and
  /// the chunk stays valid until `consume`.
  void lend(std::size_t bytes) { lent_ = bytes; }

  /// The first `bytes` are sent, and nothing is lent any more.
  void consume(std::size_t bytes);

  /// Drops pushed frames that are not begun; a begun one is completed to its
  /// next seam, so that a close frame may follow.
  void drop_unstarted();

  /// The same for the oldest frames of one room, until `bytes` are free or no
  /// more of it waits.
  void drop_oldest(std::uint64_t room, std::size_t bytes);

  static constexpr std::size_t scratch_size = 65'536;

 private:
  struct entry {
    frame bytes;
    std::uint64_t room = 0;
    std::uint32_t begin = 0;  // sent so far
    std::uint32_t end = 0;
    seams where = seams::nowhere;
    std::string_view view() const {
      return std::string_view(*bytes).substr(begin, end - begin);
    }
  };

  void add(frame bytes, std::uint64_t room, seams where);
  void forget_all();
  template <class Predicate>
  void drop(Predicate wanted);
  static std::size_t cut_to_seam(entry& e, std::size_t begun);
  void remove_empty();

  // A queue in a vector: a deque would allocate even for the many clients that
  // wait for nothing. Nearly always one entry comes and goes within a turn, and
  // that one needs no memory of its own.
  using queue = boost::container::small_vector<entry, 1>;
  queue entries_;
  std::uint32_t first_ = 0;  // entries before it are done
  std::size_t size_ = 0;
  std::size_t lent_ = 0;
};

}  // namespace parley
