// SPDX-License-Identifier: Apache-2.0
// Which questions read a part of a log, when each is answered with the next
// message from some place on: several are asked at once, for every one takes
// the way to the server and back. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace parley {

class log_spans {
 public:
  using sequence = std::uint64_t;

  /// All from `first` to `last` is to be found, by `most` questions at once.
  log_spans(sequence first, sequence last, std::size_t most);

  /// From where to ask, in the next round; none: all is found. All of a round
  /// are answered before the next.
  std::vector<sequence> next_round();

  /// To question `which` of the round came the message at `found`, or nothing.
  /// True when it is a new one: another question finds it otherwise.
  bool answer(std::size_t which, std::optional<sequence> found);

 private:
  struct span {
    sequence next;
    sequence last;
  };

  bool split_largest();

  const std::size_t most_;
  std::vector<span> spans_;
};

}  // namespace parley
