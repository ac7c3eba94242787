// SPDX-License-Identifier: Apache-2.0
// Whether a journal's file and its write-ahead log belong together. SQLite uses
// any log that lies beside a database, so a backup copied over `journal.db`
// beside a leftover `journal.db-wal` would become a mixture of both.
//
// Each server that opens the journal draws an id, writes it into the database
// file itself, past the log, and records it in `journal.db-opening` beside it.
// A log that is not empty was written after that. If the id in the database
// differs from the recorded one, the database was replaced.
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

/// Removes the id from a copy, which no server has opened.
void forget_opening(const sqlite_file& copy);

}  // namespace parley
