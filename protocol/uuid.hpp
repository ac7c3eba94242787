// SPDX-License-Identifier: Apache-2.0
// Random UUIDs (RFC 4122 section 4.4).
#pragma once

#include <cstdint>
#include <string>

namespace parley {

/// A version 4 UUID made of two random numbers.
std::string make_uuid(std::uint64_t high, std::uint64_t low);

}  // namespace parley
