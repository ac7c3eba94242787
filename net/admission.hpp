// SPDX-License-Identifier: Apache-2.0
// Whether a client may connect at all: the page that it comes from, and how
// many there are already. Pure.
#pragma once

#include "net/connection_quota.hpp"
#include "net/route.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parley {

/// An answer when its page may not connect.
std::optional<http_answer> refuse_origin(
    const request_head& request,
    const std::vector<std::string>& allowed_origins);

/// An answer when the request names a host that is not ours. A page whose own
/// name was made to lead to this server would else be taken for one of ours.
std::optional<http_answer> refuse_host(const request_head& request,
                                       const std::vector<std::string>& hosts);

/// The refusal, if there is no capacity for another client.
std::optional<http_answer> refuse_another(connection_quota::verdict quota);

}  // namespace parley
