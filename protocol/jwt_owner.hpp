// SPDX-License-Identifier: Apache-2.0
// A token of libjwt that frees itself.
#pragma once

#include <jwt.h>
#include <memory>

namespace parley {

struct jwt_closer {
  void operator()(jwt_t* token) const { jwt_free(token); }
};

using jwt_owner = std::unique_ptr<jwt_t, jwt_closer>;

}  // namespace parley
