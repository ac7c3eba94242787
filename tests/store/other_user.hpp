// SPDX-License-Identifier: Apache-2.0
// Tests often run as root, whom no permission stops: this is somebody else for
// a while.
#pragma once

#include <unistd.h>

namespace parley {

class other_user {
 public:
  other_user() {
    if (was_root_) is_other_ = ::seteuid(nobody) == 0;
  }
  other_user(const other_user&) = delete;
  other_user& operator=(const other_user&) = delete;
  ~other_user() {
    if (is_other_ && ::seteuid(0) != 0) ::_exit(1);
  }

 private:
  static constexpr uid_t nobody = 65534;
  bool was_root_ = ::geteuid() == 0;
  bool is_other_ = false;
};

}  // namespace parley
