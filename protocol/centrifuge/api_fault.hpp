// Says in a sentence what is wrong with a call of the server API, for the
// `detail` of its error. Only for calls that failed: it reads the body again.
#pragma once

#include "protocol/api_call.hpp"
#include "protocol/centrifuge/reply_error.hpp"

#include <string>

namespace parley::centrifuge {

/// `error` is what the call is answered with.
std::string explain(const api_call& call, reply_error error);

}  // namespace parley::centrifuge
