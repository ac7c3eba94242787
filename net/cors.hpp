// SPDX-License-Identifier: Apache-2.0
// What pages of other origins may read of our answers (the Fetch standard's
// CORS protocol). Pure.
#pragma once

#include "net/route.hpp"

#include <string_view>

namespace parley {

/// The fields that let the page of `request` read an answer of a path that has
/// `methods`. None if there is no page, or it has our own origin.
header_views cors_headers(const request_head& request,
                          std::string_view methods);

/// The same for every answer to `request`, whatever makes it: none when the
/// path is closed to other origins, or this origin is not allowed.
header_views cors_headers_for(const request_head& request,
                              const route_options& options);

/// The methods of /guest, as in an Allow header.
inline constexpr std::string_view guest_methods = "POST, OPTIONS";

}  // namespace parley
