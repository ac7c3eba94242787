// The keys of what holds for all clients of the Centrifuge protocol, for
// guests, and for back ends at the server API.
#pragma once

#include "protocol/client_options.hpp"
#include "protocol/guest.hpp"
#include "server/setting.hpp"

#include <vector>

namespace parley {

std::vector<setting> client_keys(client_options& values);

std::vector<setting> guest_keys(guest_options& values);

std::vector<setting> http_api_keys(http_api_options& values);

}  // namespace parley
