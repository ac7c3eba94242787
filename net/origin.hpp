// SPDX-License-Identifier: Apache-2.0
// Which web pages may connect: the check of the Origin header, and of the Host
// header that it is compared with. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// True when a request may connect: it has no Origin (not a browser), the
/// origin is the host it talks to, or a pattern of `allowed` matches. In a
/// pattern `*` stands for any characters, as in Centrifugo's
/// `client.allowed_origins`. Case and default ports make no difference. With
/// `tls` the connection is ours from end to end, so the origin of the host's
/// own pages is an https one. RFC 6454 section 7.
bool is_origin_allowed(std::string_view origin, std::string_view host,
                       const std::vector<std::string>& allowed,
                       bool tls = false);

/// Why no browser can ever send an origin that a pattern of
/// `client.allowed_origins` matches; empty when one can. A sentence.
std::string_view fault_of_origin_pattern(std::string_view pattern);

/// Whether the name in a Host header is one of `names`; its port does not
/// matter. Without names, or with the name `*`, every host is right.
bool is_host_allowed(std::string_view host,
                     const std::vector<std::string>& names);

}  // namespace parley
