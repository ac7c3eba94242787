// SPDX-License-Identifier: Apache-2.0
// The settings of access control: tokens, guests, the key of the server API.
#pragma once

#include "protocol/client_options.hpp"
#include "protocol/guest.hpp"
#include "server/setting.hpp"

#include <vector>

namespace parley {

/// The reason in the refusal of a secret that is too short.
inline constexpr std::string_view secret_advice =
    ", so that nobody guesses it; `openssl rand -base64 32` makes a good one";

/// Rows for client.token and client.subscription_token.
std::vector<setting> token_keys_under(client_options& values);

std::vector<setting> guest_keys(guest_options& values);

std::vector<setting> http_api_keys(http_api_options& values);

}  // namespace parley
