// SPDX-License-Identifier: Apache-2.0
// Copies a database while others use it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace parley {

class sqlite_file;

/// Pages copied, and pages there are.
using backup_progress = std::function<void(std::uint64_t, std::uint64_t)>;

/// Makes `target`, which must not exist yet, a copy of the current `source`.
/// Other processes may write to the source at the same time. The copy gets its
/// name when it is complete and on the disk. Throws `store_error`; then there
/// is no target.
void back_up(const sqlite_file& source, const std::string& target,
             const backup_progress& progress);

}  // namespace parley
