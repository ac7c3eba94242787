// SPDX-License-Identifier: Apache-2.0
// The errors of files that a store needs.
#pragma once

#include "store/store.hpp"

#include <string>
#include <system_error>

namespace parley {

/// Throws `store_error` "WHAT: the system's message of ERROR; ADVICE". `error`
/// is an errno.
[[noreturn]] inline void throw_file_error(const std::string& what, int error,
                                          const std::string& advice) {
  throw store_error(what + ": " + std::generic_category().message(error) +
                    "; " + advice);
}

}  // namespace parley
