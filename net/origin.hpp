// Which web pages may connect: the check of the Origin header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// True when a request may connect: it has no Origin (not a browser), the
/// origin is the host it talks to, or a pattern of `allowed` matches. In a
/// pattern `*` stands for any characters, as in Centrifugo's
/// `client.allowed_origins`. RFC 6454 section 7.
bool is_origin_allowed(std::string_view origin, std::string_view host,
                       const std::vector<std::string>& allowed);

}  // namespace parley
