// SPDX-License-Identifier: Apache-2.0
// The schema of a journal's database, and how one is recognized.
#pragma once

#include "store/sqlite_file.hpp"

#include <cstdint>

namespace parley {

/// In the file's header, to distinguish it from those of other programs:
/// "Prly".
inline constexpr std::int64_t journal_application_id = 0x50726c79;
/// Counts up when an older program could not use the file any more.
inline constexpr std::int64_t journal_schema_version = 1;

/// Makes a database that has nothing in it a journal. Throws `store_error` when
/// the file is something else, or made by a newer version.
void open_schema(const sqlite_file& file, file_access access);

}  // namespace parley
