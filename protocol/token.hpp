// SPDX-License-Identifier: Apache-2.0
// JSON Web Tokens (RFC 7519) by which an application's back end states the
// identity and rights of a client. Keys are read once at start; then everything
// here is const and any thread may call it. No key and no token ever gets into
// an error text or a log.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parley {

/// What an operator wrote down under `client.token` (or
/// `client.subscription_token`). Empty: not configured.
struct token_settings {
  std::string hmac_secret_key;
  /// A key on its way out, good until `..._valid_until` (unix seconds, 0:
  /// always).
  std::string hmac_previous_secret_key;
  std::int64_t hmac_previous_secret_key_valid_until = 0;
  /// PEM text, or a file's name when it does not begin with "-----BEGIN".
  std::string rsa_public_key;
  std::string ecdsa_public_key;
  std::string audience;
  std::string audience_regex;
  std::string issuer;
  std::string issuer_regex;
  /// The claim that has the user's id; empty: `sub`.
  std::string user_id_claim;
  /// How far the clocks of the signer and of this node may differ: `nbf` and
  /// `exp` are extended by this time (RFC 7519, 4.1.4 and 4.1.5).
  std::chrono::milliseconds leeway{30'000};

  bool has_key() const {
    return !hmac_secret_key.empty() || !rsa_public_key.empty() ||
           !ecdsa_public_key.empty();
  }
};

/// `override` of a subscription: unset ones stay as the namespace has them.
struct channel_override {
  std::optional<bool> presence;
  std::optional<bool> join_leave;
  std::optional<bool> force_push_join_leave;
  std::optional<bool> force_positioning;
  std::optional<bool> force_recovery;
};

/// A server-side subscription that a connection token asks for.
struct subscription_grant {
  std::string info;  // JSON or bytes; empty: none
  std::string data;  // JSON or bytes; empty: none
  channel_override override;
};

/// Unix seconds; 0: never.
using unix_seconds = std::int64_t;

struct connection_claims {
  std::string user;  // empty: anonymous
  std::string info;  // JSON or bytes (`b64info`); empty: none
  std::string meta;  // JSON object; empty: none
  std::map<std::string, subscription_grant, std::less<>> subscriptions;
  /// When the connection ends if not refreshed: `expire_at`, else `exp`.
  unix_seconds expires_at = 0;
};

struct subscription_claims {
  std::string user;
  std::string channel;
  std::string client;  // empty: any
  std::string info;
  std::string data;
  channel_override override;
  unix_seconds expires_at = 0;
};

/// The fault of a token.
enum class token_problem : std::uint8_t {
  form,
  algorithm,
  signature,
  claims,
  kind,
  audience,
  issuer,
  other_user,
  other_channel,
  other_client,
  early,
  expired,
};

/// A sentence for the token's author.
std::string_view explain(token_problem problem);

/// The word for it in a log.
std::string_view word_for(token_problem problem);

/// Whether a new token, or the same a little later, would do: nothing else is
/// wrong with it than the time of day.
constexpr bool may_be_renewed(token_problem problem) {
  return problem == token_problem::early || problem == token_problem::expired;
}

template <class Claims>
using token_result = std::variant<Claims, token_problem>;

class token_verifier {
 public:
  /// Reads the keys. Throws `std::invalid_argument` with a sentence that names
  /// the setting (not its value) when one cannot be used.
  explicit token_verifier(const token_settings& settings);
  ~token_verifier();
  token_verifier(const token_verifier&) = delete;
  token_verifier& operator=(const token_verifier&) = delete;

  /// False when no key is configured: then every token is invalid.
  bool has_key() const;

  token_result<connection_claims> connection(std::string_view token,
                                             unix_seconds now) const;
  token_result<subscription_claims> subscription(std::string_view token,
                                                 unix_seconds now) const;

 private:
  struct state;
  std::unique_ptr<const state> state_;
};

}  // namespace parley
