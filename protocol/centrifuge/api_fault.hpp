// SPDX-License-Identifier: Apache-2.0
// Describes the fault of a server API call in a sentence, for the `detail` of
// its error. Only for failed calls: it parses the body again.
#pragma once

#include "protocol/api_call.hpp"
#include "protocol/centrifuge/reply_error.hpp"

#include <string>

namespace parley::centrifuge {

/// `error` is the call's error.
std::string explain(const api_call& call, reply_error error);

}  // namespace parley::centrifuge
