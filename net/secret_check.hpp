// SPDX-License-Identifier: Apache-2.0
// What becomes of a request that shows a secret: an API key, an operator's
// session, a password. Wrong ones count for the client's address.
#pragma once

#include "net/attempts.hpp"
#include "net/route.hpp"

namespace parley {

/// Corrects what `route` has decided. A wrong key or session counts; after too
/// many the answer is 429, and after many more a right one does not help
/// either. A request that shows none is left as it is.
void limit_attempts(route_result& decided, const request_head& request,
                    attempts& made, const attempts::address& who,
                    attempts::time_point now);

/// Answers a password under the same limit.
http_answer answer_password_attempt(std::string_view shown,
                                    const operator_options& options,
                                    attempts& made,
                                    const attempts::address& who,
                                    attempts::time_point now);

}  // namespace parley
