// SPDX-License-Identifier: Apache-2.0
// Puts a backup in the place of a journal.
#pragma once

#include <string>

namespace parley {

/// Installs the journal in the file `backup` in the data directory `directory`.
/// The previous files are kept in a directory inside it, whose path is the
/// result; "" if there were none. If this is interrupted at any point, the
/// directory has the old journal, the new one, or one with which no server
/// starts. Throws `store_error` without any change if the backup is damaged or
/// not a journal, or if a server uses the directory.
std::string restore_journal(const std::string& backup,
                            const std::string& directory);

}  // namespace parley
