// SPDX-License-Identifier: Apache-2.0
// The claims of a token that Parley knows, before they are checked.
#pragma once

#include "protocol/token.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

struct token_claims {
  std::string user;
  std::vector<std::string> audience;
  std::string issuer;
  std::optional<unix_seconds> expires;     // `exp`
  std::optional<unix_seconds> not_before;  // `nbf`
  std::optional<unix_seconds> issued;      // `iat`
  std::optional<unix_seconds> expire_at;
  /// Of a guest's token: when the first one was made.
  std::optional<unix_seconds> guest_since;

  std::string channel;  // empty: a connection token
  std::string client;
  /// `info`, `data` and `override` of the connection or of the channel.
  subscription_grant grant;
  std::string meta;
  /// `subs`, or `channels` if there are none.
  std::map<std::string, subscription_grant, std::less<>> subscriptions;

  /// The end of the token's grant: `expire_at`, else `exp`; 0: never.
  unix_seconds expires_at() const;
};

/// Reads a token's JSON. The user's id is in `user_claim`: a string or, unless
/// it is `sub`, a whole number. Unknown claims are ignored and null is as if
/// the claim were not there. Nothing when it is not a JSON object or a known
/// claim has a value of the wrong type.
std::optional<token_claims> read_claims(std::string_view json,
                                        std::string_view user_claim);

}  // namespace parley
