// SPDX-License-Identifier: Apache-2.0
#include "room/epoch.hpp"

#include <algorithm>
#include <random>
#include <string_view>

namespace parley {

std::string new_epoch() {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  // The system's source, so that a client cannot predict the next epoch from
  // earlier ones.
  thread_local std::random_device random;
  std::uniform_int_distribution<std::size_t> pick(0, letters.size() - 1);
  std::string epoch(8, ' ');
  std::ranges::generate(epoch, [&] { return letters[pick(random)]; });
  return epoch;
}

}  // namespace parley
