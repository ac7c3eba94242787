// SPDX-License-Identifier: Apache-2.0
// What there is in a journal, for people and for programs. Pure.
#pragma once

#include "store/sqlite_inspection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley {

/// A table of the rooms, the largest first, and a line about all of it.
std::string describe(std::vector<room_summary> rooms, std::uint64_t file_size);

/// "3 rooms, 1 publication"
std::string count_of(const std::vector<room_summary>& rooms);

}  // namespace parley
