// SPDX-License-Identifier: Apache-2.0
// The requests that one end of a link has no answer to yet, in the order in
// which they were sent. Pure.
#pragma once

#include "cluster/link/stamp.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace parley::cluster::link {

/// `T`: the request itself, to send it again, and the code for its answer.
template <class T>
class outstanding {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `bytes`: the size of the request, for the sum.
  void add(tag of, T request, std::size_t bytes, time_point now) {
    bytes_ += bytes;
    entries_.emplace(of, entry{std::move(request), bytes, now});
  }

  /// Null: no answer of this tag is awaited.
  const T* find(tag of) const {
    const auto at = entries_.find(of);
    return at == entries_.end() ? nullptr : &at->second.request;
  }

  /// The request that was answered; nothing for the second answer to it.
  std::optional<T> take(tag of) {
    const auto at = entries_.find(of);
    if (at == entries_.end()) return std::nullopt;
    return extract(at);
  }

  /// The oldest request, if it was sent before `limit`.
  std::optional<T> take_older_than(time_point limit) {
    if (empty() || oldest() >= limit) return std::nullopt;
    return extract(entries_.begin());
  }

  /// When the oldest request was sent first; the beginning of time if there is
  /// none.
  time_point oldest() const {
    return empty() ? time_point::min() : entries_.begin()->second.since;
  }

  bool empty() const { return entries_.empty(); }
  std::size_t bytes() const { return bytes_; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [of, each] : entries_) visit(each.request);
  }

 private:
  struct entry {
    T request;
    std::size_t bytes;
    time_point since;
  };
  /// Tags grow, so this is the order of sending.
  using entries = std::map<tag, entry>;

  T extract(typename entries::iterator at) {
    auto request = std::move(at->second.request);
    bytes_ -= at->second.bytes;
    entries_.erase(at);
    return request;
  }

  entries entries_;
  std::size_t bytes_ = 0;
};

}  // namespace parley::cluster::link
