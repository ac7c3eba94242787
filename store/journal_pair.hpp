// Whether a journal's file and its write-ahead log belong together. SQLite
// takes any log that lies beside a database for its own, so that a backup
// copied over `journal.db` while a `journal.db-wal` is left becomes a mixture
// of both.
//
// Each server that opens the journal draws an id, writes it into the database
// file itself, past the log, and notes it in `journal.db-opening` beside it. A
// log that is not empty was written after that. When the id in the database is
// not the one that is noted, the database was put there by somebody else.
#pragma once

#include "store/sqlite_file.hpp"

#include <string>

namespace parley {

/// Throws `store_error` when the log of the journal at `path` is not its own.
/// True also for journals of versions that noted nothing. Nothing is changed.
void require_own_log(const std::string& path);

/// Draws a new id for a journal that this process alone writes to. When it
/// cannot be written, a full disk for example, the one before stays.
void begin_opening(const sqlite_file& journal);

/// Takes the id out of a copy: it is nobody's opening.
void forget_opening(const sqlite_file& copy);

}  // namespace parley
