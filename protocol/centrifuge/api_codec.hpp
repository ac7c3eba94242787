// SPDX-License-Identifier: Apache-2.0
// The server API's envelope: from a method's name and body to a command, and
// from its answer to HTTP.
#pragma once

#include "protocol/api_call.hpp"
#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/reply_error.hpp"

#include <optional>
#include <string>
#include <variant>

namespace parley::centrifuge {

/// A call as it was asked for.
struct api_batch {
  api::BatchRequest request;
};
using api_request = std::variant<api::Command, api_batch>;

/// Nothing when the body cannot be parsed; the error `method_not_found` for an
/// unknown method.
std::optional<std::variant<api_request, reply_error>> decode(
    const api_call& call);

/// The name of the method that a command is a call of.
std::string method_name(const api::Command& command);

void set_error(Error& out, reply_error code);

/// `{"result":{..}}` or `{"error":{..}}`; with `transport_errors` an error is
/// its HTTP status.
api_answer encode(const api::Reply& reply, bool transport_errors);
api_answer encode(const api::BatchReply& reply);

/// For a body that is not a call; `detail` gives the reason.
api_answer undecodable(std::string detail);

}  // namespace parley::centrifuge
