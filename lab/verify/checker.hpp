// Proves from a diary that a server kept its promises, or says where it did
// not: nothing acknowledged is missing, nothing is there twice, all see one
// order, offsets have no holes, and whatever is missing was said to be. Pure.
#pragma once

#include "lab/verify/diary.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace parley::verify {

struct verdict {
  /// Sentences, each one promise broken; at most `findings_shown` of them.
  std::vector<std::string> findings;
  std::size_t wrong = 0;

  std::size_t publications = 0;
  std::size_t acknowledged = 0;
  std::size_t deliveries = 0;
  /// How often a client was told that something is missing, and how many
  /// acknowledged publications somebody therefore did not see.
  std::size_t losses_announced = 0;
  std::size_t acknowledged_in_losses = 0;
};

inline constexpr std::size_t findings_shown = 50;

verdict check(const diary& run);

}  // namespace parley::verify
