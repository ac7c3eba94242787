// SPDX-License-Identifier: Apache-2.0
#include "server/access_keys.hpp"

#include "server/secrets.hpp"

namespace parley {

namespace {

constexpr range long_enough{.least = shortest_secret, .reason = secret_advice};

std::vector<setting> signature_rows(token_settings& s) {
  constexpr range unix_seconds{.least = 0};
  return {
      {"hmac_secret_key", &s.hmac_secret_key,
       "Secret that checks HS256, HS384 and HS512 tokens, at least 16 "
       "characters. Set it by its environment variable rather than in a file.",
       long_enough, privacy::secret},
      {"hmac_previous_secret_key", &s.hmac_previous_secret_key,
       "Former value of `hmac_secret_key`, which tokens may still be signed "
       "with. It cannot be set alone.",
       long_enough, privacy::secret},
      {"hmac_previous_secret_key_valid_until",
       &s.hmac_previous_secret_key_valid_until,
       "Time until which `hmac_previous_secret_key` is valid. 0 is always.",
       unix_seconds, unit{"unix seconds"}},
      {"rsa_public_key", &s.rsa_public_key,
       "Public key that checks RS256, RS384 and RS512 tokens: PEM text, or the "
       "name of a file."},
      {"ecdsa_public_key", &s.ecdsa_public_key,
       "Public key that checks ES256, ES384 or ES512 tokens, by its curve: PEM "
       "text, or the name of a file."},
  };
}

std::vector<setting> claim_rows(token_settings& s) {
  constexpr range ten_minutes{
      .most = 600'000,
      .reason = ", because an expired token is valid for that long"};
  return {
      {"audience", &s.audience,
       "Value that a token's claim `aud` must have. Not together with "
       "`audience_regex`."},
      {"audience_regex", &s.audience_regex,
       "RE2 expression that a token's claim `aud` must match. Not together "
       "with "
       "`audience`."},
      {"issuer", &s.issuer,
       "Value that a token's claim `iss` must have. Not together with "
       "`issuer_regex`."},
      {"issuer_regex", &s.issuer_regex,
       "RE2 expression that a token's claim `iss` must match. Not together "
       "with "
       "`issuer`."},
      {"user_id_claim", &s.user_id_claim,
       "Claim of a token that has the user's id. Empty is `sub`."},
      {"leeway", &s.leeway,
       "Difference that is allowed between the clocks of the token's signer "
       "and "
       "of this node. A token is valid for this long after its `exp` and "
       "before "
       "its `nbf`.",
       ten_minutes},
  };
}

std::vector<setting> token_rows(token_settings& s) {
  return joined(signature_rows(s), claim_rows(s));
}

}  // namespace

std::vector<setting> token_keys_under(client_options& values) {
  return joined(
      in_group("tokens", under("client.token.", token_rows(values.token))),
      in_group("subscription tokens",
               under("client.subscription_token.",
                     token_rows(values.subscription_token))));
}

std::vector<setting> guest_keys(guest_options& values) {
  return in_group(
      "guests",
      {
          {"guests.enabled", &values.enabled,
           "Issue a token to every client that requests one by name at "
           "`/guest`. "
           "Nobody checks the name. Off: 404. The tokens are signed with "
           "`client.token.hmac_secret_key`, or, without one, with a secret "
           "that "
           "ends with the process."},
          {"guests.session", &values.session,
           "Time for which a guest's token is valid without being renewed.",
           above_zero},
          {"guests.lifetime", &values.lifetime,
           "Time for which a guest can stay the same user by renewing its "
           "token; then it becomes a new user. It must not be shorter than "
           "`guests.session`."},
          {"guests.request_rate", &values.rate,
           "Requests to `/guest` per second from one address (IPv6: one /64). "
           "Over: 429. 0 is no limit. The 10,000 addresses of the latest "
           "requests are remembered.",
           at_least(0)},
          {"guests.request_burst", &values.burst,
           "Requests to `/guest` from one address that may come at once.",
           unit{"requests"}},
      });
}

std::vector<setting> http_api_keys(http_api_options& values) {
  return in_group(
      "http_api",
      {
          {"http_api.key", &values.key,
           "Secret that a request's `X-API-Key` must have, else 401; at least "
           "16 characters. Empty: the server API is closed. Set it by its "
           "environment variable rather than in a file.",
           long_enough, privacy::secret},
          {"http_api.insecure", &values.insecure,
           "Serve the server API without a key, for development."},
          {"http_api.key_in_query", &values.key_in_query,
           "Accept the key as `?api_key=` in the URL too, which proxies write "
           "to their logs. Off: 401 for such a request."},
          {"http_api.error_mode",
           choice(&values.transport_errors, {{"", false}, {"transport", true}}),
           "Where errors are shown. Empty: in the answer's body. `transport`: "
           "as HTTP status. Either way an error has `code`, `message` and, "
           "where more is known, `detail`: a sentence that names the field or "
           "the byte of the body that is wrong."},
          {"http_api.max_request_body_size", &values.body_size,
           "Size of one request's body. Over: 413.",
           range{.least = 1, .most = 1u << 30}, unit{"bytes"}},
      });
}

}  // namespace parley
