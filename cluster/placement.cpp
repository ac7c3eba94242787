// SPDX-License-Identifier: Apache-2.0
#include "cluster/placement.hpp"

#include <cstdint>

namespace parley::cluster {

namespace {

// FNV-1a, 64 bit.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// The last step of SplitMix64: every bit of the result hangs on every bit of
// `x`, where the sums that FNV makes of two alike names are alike.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

const node_name* owner_of(std::string_view room, const view& among) {
  const auto room_hash = mixed(hash_of(room));
  const node_name* best = nullptr;
  std::uint64_t highest = 0;
  for (const auto& node : among.nodes) {
    if (!among.are_all_leaving() && among.is_leaving(node)) continue;
    const auto weight = mixed(room_hash ^ hash_of(node));
    // Of two equal weights the first name has it.
    if (best && weight <= highest) continue;
    best = &node;
    highest = weight;
  }
  return best;
}

}  // namespace parley::cluster
