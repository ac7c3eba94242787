// Puts a backup in the place of a journal.
#pragma once

#include <string>

namespace parley {

/// Makes the whole journal in the file `backup` that of the data directory
/// `directory`. What was there before is kept in a directory inside of it,
/// whose path is the result; "" when nothing was there. Whenever this is cut
/// off, the directory has the old journal, the new one, or one that no server
/// starts with. Throws `store_error`, and then nothing has changed: the backup
/// is damaged or none, or a server uses the directory.
std::string restore_journal(const std::string& backup,
                            const std::string& directory);

}  // namespace parley
