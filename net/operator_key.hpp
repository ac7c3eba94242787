// Who may look into a node and change it: whoever shows the API's key, or the
// session that the admin page got for its password. Pure but for the session's
// time of day, which is an argument.
#pragma once

#include "net/route.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// What stands behind the scheme of an Authorization header; empty when it has
/// another scheme. Case does not matter, nor how many blanks there are (RFC
/// 9110 section 11).
std::string_view credentials_of(std::string_view authorization,
                                std::string_view scheme);

/// What an admin page shows from now on: its end, a number that no other
/// session has, and a signature. Nobody can make one without the secret, and
/// nothing in it is one. It ends with the password that it was made for.
std::string make_operator_session(const operator_options& options,
                                  std::chrono::system_clock::time_point end,
                                  std::uint64_t nonce);

bool is_operator_session(std::string_view session,
                         const operator_options& options,
                         std::chrono::system_clock::time_point now);

/// Whether a request has shown the key or a session in its headers. URLs end up
/// in logs, so they are not looked at.
bool is_operator(const request_head& request, const route_options& options);

}  // namespace parley
