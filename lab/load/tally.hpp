// SPDX-License-Identifier: Apache-2.0
// Order, loss and duplicates: compares what each receiver received of its
// room's speaker with what that speaker published. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace parley::load {

class tally {
 public:
  explicit tally(std::size_t receivers) : next_(receivers) {}

  /// `receiver` received its speaker's message `sequence`. False when another
  /// one was due.
  bool hear(std::size_t receiver, std::uint32_t sequence);

  /// Whether every receiver has received `said(receiver)` messages.
  template <class Said>
  bool is_level(Said said) const {
    for (std::size_t i = 0; i < next_.size(); ++i)
      if (next_[i] < said(i)) return false;
    return missing_.empty();
  }

  /// At the end of the run the speaker of `receiver` had published `said`.
  void end(std::size_t receiver, std::uint32_t said);

  std::uint64_t delivered() const { return delivered_; }
  std::uint64_t duplicated() const { return duplicated_; }
  std::uint64_t reordered() const { return reordered_; }
  /// Messages that were not received; before `end`: that are missing so far.
  std::uint64_t lost() const { return missing_.size() + never_; }

 private:
  static std::uint64_t key(std::size_t receiver, std::uint32_t sequence) {
    return static_cast<std::uint64_t>(receiver) << 32 | sequence;
  }

  std::vector<std::uint32_t> next_;
  std::unordered_set<std::uint64_t> missing_;  // lower than the next one due
  std::uint64_t delivered_ = 0;
  std::uint64_t duplicated_ = 0;
  std::uint64_t reordered_ = 0;
  std::uint64_t never_ = 0;
};

}  // namespace parley::load
