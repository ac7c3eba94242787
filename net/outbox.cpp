// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.hpp"

#include "protocol/websocket_frame.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <memory>
#include <utility>

namespace parley {

namespace {

// From here on a copy costs more than the write it saves.
constexpr std::size_t large_entry = 16'384;

}  // namespace

void outbox::push(frame bytes, std::uint64_t room, seams where) {
  add(std::move(bytes), room, where);
}

void outbox::push_raw(std::string bytes) {
  add(make_frame(std::move(bytes)), 0, seams::nowhere);
}

void outbox::add(frame bytes, std::uint64_t room, seams where) {
  const auto size = bytes->size();
  assert(size <= std::numeric_limits<std::uint32_t>::max());
  size_ += size;
  entries_.push_back({.bytes = std::move(bytes),
                      .room = room,
                      .end = static_cast<std::uint32_t>(size),
                      .where = where});
}

std::string_view outbox::next_chunk(std::string& scratch) const {
  const auto front = entries_[first_].view();
  if (front.size() >= large_entry || first_ + 1 == entries_.size())
    return front;
  scratch.clear();
  for (auto i = first_; i < entries_.size(); ++i) {
    const auto bytes = entries_[i].view();
    if (scratch.size() + bytes.size() > scratch_size) break;
    scratch.append(bytes);
  }
  return scratch;
}

void outbox::consume(std::size_t bytes) {
  lent_ = 0;
  size_ -= bytes;
  while (bytes > 0) {
    auto& front = entries_[first_];
    const auto part = std::min<std::size_t>(bytes, front.end - front.begin);
    front.begin += static_cast<std::uint32_t>(part);
    bytes -= part;
    if (front.begin < front.end) break;
    front.bytes.reset();
    ++first_;
  }
  if (first_ == entries_.size()) {
    forget_all();
  } else if (first_ > entries_.size() / 2) {
    entries_.erase(entries_.begin(),
                   entries_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

/// Idle again: memory from a burst is returned.
void outbox::forget_all() {
  first_ = 0;
  if (entries_.capacity() == 1) return entries_.clear();
  std::destroy_at(&entries_);
  std::construct_at(&entries_);
}

void outbox::drop_unstarted() {
  drop([](const entry&, std::size_t) { return true; });
}

void outbox::drop_oldest(std::uint64_t room, std::size_t bytes) {
  drop([room, bytes](const entry& e, std::size_t freed) {
    return e.room == room && freed < bytes;
  });
}

/// Cuts the entries that are `wanted`, given how many bytes that has freed.
template <class Predicate>
void outbox::drop(Predicate wanted) {
  std::size_t freed = 0;
  auto lent = lent_;
  for (auto i = first_; i < entries_.size(); ++i) {
    auto& e = entries_[i];
    const auto lent_here = std::min<std::size_t>(lent, e.end - e.begin);
    lent -= lent_here;
    if (wanted(e, freed)) freed += cut_to_seam(e, e.begin + lent_here);
  }
  size_ -= freed;
  remove_empty();
}

/// The bytes that this saves. Items before `begun` must be completed.
std::size_t outbox::cut_to_seam(entry& e, std::size_t begun) {
  auto end = e.end;
  if (e.where == seams::between_frames)
    end = static_cast<std::uint32_t>(frame_end(*e.bytes, begun));
  else if (e.where == seams::around && begun == 0)
    end = 0;
  return std::exchange(e.end, end) - end;
}

void outbox::remove_empty() {
  entries_.erase(entries_.begin(),
                 entries_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
  entries_.erase(
      std::remove_if(entries_.begin(), entries_.end(),
                     [](const entry& e) { return e.begin == e.end; }),
      entries_.end());
}

}  // namespace parley
