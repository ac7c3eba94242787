// SPDX-License-Identifier: Apache-2.0
// The hash of names that clients choose. Keyed, so that clients cannot find
// names that fall into one bucket, or onto one loop.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace parley {

using hash_key = std::array<std::uint64_t, 2>;

/// SipHash-2-4 (Aumasson and Bernstein, 2012), 64 bit. Pure.
std::uint64_t siphash(const hash_key& key, std::string_view text);

/// The hash of a name under the key of this process.
std::uint64_t hash_of_name(std::string_view name);

/// Chooses a random key for the process; later calls change nothing. Before the
/// first table is filled and before other threads run. Without it, as in unit
/// tests, the key is zero and every run does the same.
void choose_hash_key();

/// For unordered containers. Not noexcept on purpose: libstdc++ then stores the
/// hash in each node, and neither growth nor a lookup computes it again.
struct name_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    return hash_of_name(name);
  }
};

template <class Value>
using name_map =
    std::unordered_map<std::string, Value, name_hash, std::equal_to<>>;

}  // namespace parley
