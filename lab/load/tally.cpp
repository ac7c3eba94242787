// SPDX-License-Identifier: Apache-2.0
#include "lab/load/tally.hpp"

namespace parley::load {

bool tally::hear(std::size_t receiver, std::uint32_t sequence) {
  auto& next = next_[receiver];
  ++delivered_;
  if (sequence == next) {
    ++next;
    return true;
  }
  if (sequence > next) {
    for (; next < sequence; ++next) missing_.insert(key(receiver, next));
    ++next;
    return false;
  }
  if (missing_.erase(key(receiver, sequence)) > 0)
    ++reordered_;
  else
    ++duplicated_;
  return false;
}

void tally::end(std::size_t receiver, std::uint32_t said) {
  if (said > next_[receiver]) never_ += said - next_[receiver];
  next_[receiver] = said;
}

}  // namespace parley::load
