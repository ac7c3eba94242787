// Tells the operator in a sentence what is wrong with a file of SQLite and what
// to do about it.
#pragma once

#include "store/store.hpp"

#include <string>

namespace parley {

/// `code` is an extended result code, `system_error` an errno or 0, `message`
/// what SQLite itself says.
store_error sqlite_failure(const std::string& path, int code, int system_error,
                           const std::string& message);

/// A file that says something that we never write.
store_error damaged_file(const std::string& path, const std::string& what);

}  // namespace parley
