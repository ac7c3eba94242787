// SPDX-License-Identifier: Apache-2.0
// Checks of a journal's file before it is opened, with clearer errors than
// SQLite's.
#pragma once

#include "store/sqlite_file.hpp"

#include <string>

namespace parley {

/// The file is there afterwards; to write, an empty one is made where there is
/// none, for this user only. Throws `store_error` when it cannot be used, or
/// when its write-ahead log has lost it or is another file's.
void prepare_journal_path(const std::string& path, file_access access);

}  // namespace parley
