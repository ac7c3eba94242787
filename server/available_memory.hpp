// SPDX-License-Identifier: Apache-2.0
// How much memory this process may use.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace parley {

/// The part of the available memory that clients may make the process hold when
/// `memory.limit` is not set. The rest is for connections, rooms and threads.
inline constexpr double default_memory_share = 0.5;

/// Bytes: the smallest limit of the process's control group and those above it
/// (cgroup v2), or of the machine. 0 when neither is known.
std::uint64_t available_memory();

/// What `memory.limit` means: bytes, or with 0 the share above.
std::uint64_t memory_limit(std::uint64_t configured);

/// The smallest `memory.max` from the group `path` up to `root`; 0 when none of
/// them has a limit.
std::uint64_t control_group_limit(const std::filesystem::path& root,
                                  std::string_view path);

}  // namespace parley
