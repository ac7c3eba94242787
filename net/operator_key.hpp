// SPDX-License-Identifier: Apache-2.0
// Access control for operators: accepts the API's key, or the session that the
// admin page got for its password. Pure except for the session's time of day,
// which is an argument.
#pragma once

#include "net/route.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// The text after the scheme of an Authorization header; empty if it has
/// another scheme. Case and the number of blanks do not matter (RFC 9110
/// section 11).
std::string_view credentials_of(std::string_view authorization,
                                std::string_view scheme);

/// A session of the admin page: its expiry, a unique number, and a signature.
/// It cannot be made without the secret, and contains no secret. It becomes
/// invalid with the password for which it was made.
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
