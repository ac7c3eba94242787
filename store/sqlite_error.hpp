// SPDX-License-Identifier: Apache-2.0
// Explains errors of an SQLite file to the operator, with the remedy.
#pragma once

#include "store/store.hpp"

#include <string>

namespace parley {

/// `code` is an extended result code, `system_error` an errno or 0, `message`
/// SQLite's own message.
store_error sqlite_failure(const std::string& path, int code, int system_error,
                           const std::string& message);

/// A file with contents that we never write.
store_error damaged_file(const std::string& path, const std::string& what);

}  // namespace parley
