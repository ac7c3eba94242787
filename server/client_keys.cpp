#include "server/client_keys.hpp"

namespace parley {

namespace {

constexpr bool secret = true;

std::vector<setting> token_keys(token_settings& s) {
  return {
      {"hmac_secret_key", &s.hmac_secret_key,
       "key of HS256, HS384 and HS512 tokens", secret},
      {"hmac_previous_secret_key", &s.hmac_previous_secret_key,
       "the key before it, which tokens may still be signed with", secret},
      {"hmac_previous_secret_key_valid_until",
       &s.hmac_previous_secret_key_valid_until,
       "unix seconds until when; 0 is always"},
      {"rsa_public_key", &s.rsa_public_key,
       "key of RS* tokens, PEM text or file"},
      {"ecdsa_public_key", &s.ecdsa_public_key,
       "key of ES* tokens, PEM text or file"},
      {"audience", &s.audience, "what aud has to be"},
      {"audience_regex", &s.audience_regex, "what aud has to match"},
      {"issuer", &s.issuer, "what iss has to be"},
      {"issuer_regex", &s.issuer_regex, "what iss has to match"},
      {"user_id_claim", &s.user_id_claim,
       "claim that has the user's id; empty is sub"},
      {"leeway", &s.leeway,
       "how far the clocks of who signs tokens and of this node may differ"},
  };
}

std::vector<setting> session_keys(client_options& s) {
  return {
      {"client.insecure", &s.insecure,
       "everybody may everything and nothing expires, for development"},
      {"client.allow_anonymous_connect_without_token",
       &s.allow_anonymous_connect_without_token,
       "connect clients that show no token, as the empty user"},
      {"client.disallow_anonymous_connection_tokens",
       &s.disallow_anonymous_connection_tokens,
       "refuse tokens of the empty user"},
      {"client.connect_include_server_time", &s.connect_include_server_time,
       "tell clients the time when they connect"},
      {"rpc.ping.enabled", &s.rpc_ping, "answer the rpc method ping"},
      {"client.stale_close_delay", &s.stale_close_delay,
       "time to connect in, by command"},
      {"client.expired_close_delay", &s.expired_close_delay,
       "time from a connection's expiry to its end"},
      {"client.expired_sub_close_delay", &s.expired_sub_close_delay,
       "time from a subscription's expiry to its end"},
  };
}

std::vector<setting> room_keys(client_options& s) {
  return {
      {"rooms.limit", &s.room_limit, "rooms that run on the node at once"},
      {"rooms.remembered", &s.remembered_rooms,
       "empty rooms whose offset and epoch are remembered"},
      {"client.new_room_rate", &s.new_room_rate,
       "new rooms per second of one connection; 0 is no limit"},
      {"client.new_room_burst", &s.new_room_burst,
       "new rooms of one connection that may come at once"},
      {"client.user_new_room_rate", &s.user_new_room_rate,
       "new rooms per second of all connections of a user; 0 is no limit"},
      {"client.user_new_room_burst", &s.user_new_room_burst,
       "new rooms of one user that may come at once"},
      {"client.address_new_room_rate", &s.address_new_room_rate,
       "new rooms per second from one address; 0 is no limit"},
      {"client.address_new_room_burst", &s.address_new_room_burst,
       "new rooms from one address that may come at once"},
  };
}

std::vector<setting> bound_keys(client_options& s) {
  return {
      {"client.channel_limit", &s.channel_limit,
       "subscriptions of one connection"},
      {"client.user_connection_limit", &s.user_connection_limit,
       "connections of one user; 0 is no limit"},
      {"client.history_max_publication_limit", &s.history_max_publication_limit,
       "publications in one answer to history"},
      {"client.recovery_max_publication_limit",
       &s.recovery_max_publication_limit,
       "publications that one subscription recovers"},
      {"client.presence_max_members", &s.presence_max_members,
       "members that one answer to presence lists"},
      {"client.command_size", &s.command_size,
       "bytes of one command in a message that may have many"},
      {"client.command_rate", &s.command_rate,
       "commands per second of one connection; 0 is no limit"},
      {"client.command_burst", &s.command_burst,
       "commands of one connection that may come at once"},
      {"client.join_rate", &s.join_rate,
       "subscribe commands per second of one connection; 0 is no limit"},
      {"client.join_burst", &s.join_burst,
       "subscribe commands of one connection that may come at once"},
      {"client.user_command_rate", &s.user_command_rate,
       "commands per second of all connections of a user; 0 is no limit"},
      {"client.user_command_burst", &s.user_command_burst,
       "commands of one user that may come at once"},
      {"client.user_join_rate", &s.user_join_rate,
       "subscribe commands per second of all connections of a user"},
      {"client.user_join_burst", &s.user_join_burst,
       "subscribe commands of one user that may come at once"},
      {"client.user_byte_rate", &s.user_byte_rate,
       "bytes per second of all connections of a user; 0 is no limit"},
      {"client.user_byte_burst", &s.user_byte_burst,
       "bytes of one user that may come at once"},
  };
}

}  // namespace

std::vector<setting> client_keys(client_options& values) {
  auto all = session_keys(values);
  for (auto& more : {bound_keys(values), room_keys(values),
                     under("client.token.", token_keys(values.token)),
                     under("client.subscription_token.",
                           token_keys(values.subscription_token))})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<setting> guest_keys(guest_options& values) {
  return {
      {"guests.enabled", &values.enabled,
       "give a token to whoever asks for one by name, at /guest"},
      {"guests.session", &values.session,
       "how long such a token is good without being renewed"},
      {"guests.lifetime", &values.lifetime,
       "how long a guest can stay the same user by renewing its token"},
      {"guests.request_rate", &values.rate,
       "requests per second of one address; 0 is no limit"},
      {"guests.request_burst", &values.burst,
       "requests of one address that may come at once"},
  };
}

std::vector<setting> http_api_keys(http_api_options& values) {
  return under(
      "http_api.",
      {
          {"key", &values.key, "what X-API-Key has to be", secret},
          {"insecure", &values.insecure, "ask for no key, for development"},
          {"key_in_query", &values.key_in_query,
           "take the key from ?api_key= too, which ends up in proxies' logs"},
          {"error_mode",
           choice(&values.transport_errors, {{"", false}, {"transport", true}}),
           "transport: errors are HTTP statuses and not in the body"},
          {"max_request_body_size", &values.body_size,
           "bytes of a request's body"},
      });
}

}  // namespace parley
