// POST /guest: a token for whoever asks, where guests are let in. Pure but for
// the time of day and a random number.
#pragma once

#include "net/route.hpp"
#include "protocol/guest.hpp"

#include <optional>
#include <string_view>

namespace parley {

/// What a request for `path` gets; nothing when it is not about guests.
std::optional<route_result> route_guest(const request_head& request,
                                        std::string_view path,
                                        const route_options& options);

/// The answer to an address that asks too often.
http_answer too_many_guests();

/// The answer to a body that `guest_route` let in.
http_answer answer_guest(std::string_view body, const guest_desk& desk);

}  // namespace parley
