// SPDX-License-Identifier: Apache-2.0
// Checks a diary against the promises of a server: no acknowledged publication
// is missing, none is delivered twice, all clients see one order, offsets have
// no gaps, and the server reported every loss. Pure.
#pragma once

#include "lab/verify/diary.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace parley::verify {

struct verdict {
  /// One sentence for each broken promise; at most `findings_shown` of them.
  std::vector<std::string> findings;
  std::size_t wrong = 0;

  std::size_t publications = 0;
  std::size_t acknowledged = 0;
  std::size_t deliveries = 0;
  /// How often the server reported a loss to a client, and how many
  /// acknowledged publications a client did not receive for that reason.
  std::size_t losses_announced = 0;
  std::size_t acknowledged_in_losses = 0;
};

inline constexpr std::size_t findings_shown = 50;

verdict check(const diary& run);

}  // namespace parley::verify
