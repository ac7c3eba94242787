// SPDX-License-Identifier: Apache-2.0
// Permissions: connection and subscription tokens, namespaces and rights, in
// the order of checks of docs/wire-facts.md, 1.7 and 1.11.
// Pure and const: the time is an argument and any thread may ask.
#pragma once

#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/client_options.hpp"
#include "protocol/close_code.hpp"
#include "protocol/namespaces.hpp"
#include "protocol/rights.hpp"
#include "protocol/token.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

/// A granted thing, an error in the reply, or the end of the connection.
template <class Granted>
using verdict = std::variant<Granted, reply_error, close_code>;

/// Nothing when no token was at fault.
using token_reason = std::optional<token_problem>;

/// The claims of a connection's token, or the defaults without one.
struct credentials {
  connection_claims claims;
  /// `client.insecure`: everything is allowed and nothing expires.
  bool insecure = false;
};

/// The connection that makes a request.
struct requester {
  std::string_view user;
  std::string_view client;
  bool insecure = false;
};

/// A subscription as it was granted.
struct subscription_terms {
  /// The namespace's options with the token's override.
  channel_options options;
  std::string chan_info;
  std::string data;
  unix_seconds expires_at = 0;
};

class policy {
 public:
  /// All outlive the policy.
  policy(const client_options& options, const namespaces& spaces,
         const token_verifier& connections,
         const token_verifier& subscriptions);

  const client_options& options() const { return options_; }

  /// Null for a room of an unknown namespace.
  const channel_options* find(std::string_view room) const {
    return spaces_.find(room);
  }

  // Functions that check a token store its fault in `why`, if given; clients do
  // not get it.

  verdict<credentials> connect(std::string_view token, unix_seconds now,
                               token_reason* why = nullptr) const;

  /// A new token for a connection of `user`.
  verdict<connection_claims> refresh(std::string_view token,
                                     std::string_view user, unix_seconds now,
                                     token_reason* why = nullptr) const;

  verdict<subscription_terms> subscribe(std::string_view room,
                                        std::string_view token,
                                        const requester& who, unix_seconds now,
                                        token_reason* why = nullptr) const;

  /// A subscription that the application asked for: no right is needed.
  verdict<subscription_terms> subscribe(std::string_view room,
                                        const subscription_grant& grant) const;

  verdict<subscription_claims> refresh_subscription(
      std::string_view room, std::string_view token, const requester& who,
      unix_seconds now, token_reason* why = nullptr) const;

  /// Why a room cannot have this name; nothing if it can. For names without a
  /// right: those of the server API.
  std::optional<reply_error> refuses_name(std::string_view room,
                                          name_rule rule) const {
    return spaces_.refuses_name(room, rule);
  }

  /// Why the right is not granted; nothing when it is.
  std::optional<reply_error> refuses(channel_right right, std::string_view room,
                                     const requester& who,
                                     bool subscribed) const;

 private:
  verdict<subscription_claims> check_token(std::string_view room,
                                           std::string_view token,
                                           const requester& who,
                                           unix_seconds now,
                                           token_reason* why) const;

  const client_options& options_;
  const namespaces& spaces_;
  const token_verifier& connections_;
  const token_verifier& subscriptions_;
};

}  // namespace parley
