// Who may look into a node and change it: whoever shows the API's key, or the
// session that the admin page got for its password. Pure but for the session's
// time of day, which is an argument.
#pragma once

#include "net/route.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace parley {

/// What an admin page shows from now on: its end and a signature. Nobody can
/// make one without the secret, and nothing in it is one.
std::string make_operator_session(std::string_view secret,
                                  std::chrono::system_clock::time_point end);

bool is_operator_session(std::string_view session, std::string_view secret,
                         std::chrono::system_clock::time_point now);

/// Whether a request has shown the key or a session in its headers. URLs end up
/// in logs, so they are not looked at.
bool is_operator(const request_head& request, const route_options& options);

}  // namespace parley
