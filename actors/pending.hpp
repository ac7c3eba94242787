// SPDX-License-Identifier: Apache-2.0
// The questions of one actor that have no answer yet: for each tag, what to do
// with the answer. Used by that actor only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>

namespace parley {

template <class Answer>
class pending {
 public:
  using continuation = std::function<void(Answer&)>;

  /// The tag that the question is sent with. Tags are never used twice.
  std::uint64_t add(continuation then) {
    const auto tag = next_++;
    open_.emplace(tag, std::move(then));
    return tag;
  }

  /// Calls the continuation, which may add questions. False when no question
  /// with this tag is open: it has been answered, or was never asked.
  bool resolve(std::uint64_t tag, Answer& answer) {
    const auto node = open_.extract(tag);
    if (node.empty()) return false;
    node.mapped()(answer);
    return true;
  }
  bool resolve(std::uint64_t tag, Answer&& answer) {
    return resolve(tag, answer);
  }

  std::size_t size() const { return open_.size(); }
  bool empty() const { return open_.empty(); }

 private:
  std::unordered_map<std::uint64_t, continuation> open_;
  std::uint64_t next_ = 0;
};

}  // namespace parley
