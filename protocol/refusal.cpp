// SPDX-License-Identifier: Apache-2.0
#include "protocol/refusal.hpp"

#include "protocol/printable.hpp"

#include <cassert>

namespace parley {

namespace {

struct description {
  refusal why;
  std::string_view name;
  std::string_view setting;
};

// In the order of the enumeration.
constexpr std::array<description, refusal_count> descriptions{{
    {refusal::connection_limit, "connection_limit", "client.connection_limit"},
    {refusal::address_limit, "address_limit",
     "client.connection_limit_per_address"},
    {refusal::flood, "flood", "client.connection_limit"},
    {refusal::tls_handshake, "tls_handshake", "tls.cert"},
    {refusal::malformed_request, "malformed_request", "none"},
    {refusal::bad_request, "bad_request", "none"},
    {refusal::head_size, "head_size", "http_server.head_size_limit"},
    {refusal::body_size, "body_size", "none"},
    {refusal::method, "method", "none"},
    {refusal::handshake, "handshake", "none"},
    {refusal::origin, "origin", "client.allowed_origins"},
    {refusal::foreign_host, "foreign_host", "http_server.hosts"},
    {refusal::transport_off, "transport_off", "http_stream.enabled"},
    {refusal::namespace_unknown, "namespace_unknown", "channel.namespaces"},
    {refusal::plain_client, "plain_client", "allow_plain"},
    {refusal::forbidden, "forbidden", "none"},
    {refusal::guest, "guest", "guests.enabled"},
    {refusal::too_many_requests, "too_many_requests", "none"},
    {refusal::unavailable, "unavailable", "none"},
    {refusal::api_key, "api_key", "http_api.key"},
    {refusal::api_key_in_query, "api_key_in_query", "http_api.key_in_query"},
    {refusal::operator_key, "operator_key", "http_api.key"},
    {refusal::admin_password, "admin_password", "admin.password"},
    {refusal::admin_session, "admin_session", "admin.session"},
    {refusal::attempts, "attempts", "none"},
    {refusal::api_request, "api_request", "none"},
    {refusal::api_error, "api_error", "none"},
    {refusal::token_missing, "token_missing",
     "client.allow_anonymous_connect_without_token"},
    {refusal::token_malformed, "token_malformed", "client.token"},
    {refusal::token_algorithm, "token_algorithm", "client.token"},
    {refusal::token_signature, "token_signature", "client.token"},
    {refusal::token_claims, "token_claims", "client.token"},
    {refusal::token_audience, "token_audience", "client.token.audience"},
    {refusal::token_issuer, "token_issuer", "client.token.issuer"},
    {refusal::token_not_before, "token_not_before", "client.token"},
    {refusal::token_expired, "token_expired", "client.token"},
    {refusal::token_other_use, "token_other_use", "client.token"},
    {refusal::token_anonymous, "token_anonymous",
     "client.disallow_anonymous_connection_tokens"},
    {refusal::command_malformed, "command_malformed", "none"},
    {refusal::command_error, "command_error", "channel.namespaces"},
    {refusal::command_rate, "command_rate", "client.command_rate"},
    {refusal::message_rate, "message_rate", "client.message_rate"},
    {refusal::message_size, "message_size", "websocket.message_size_limit"},
    {refusal::message_deadline, "message_deadline",
     "websocket.message_timeout"},
    {refusal::protocol_error, "protocol_error", "none"},
    {refusal::user_connections, "user_connections",
     "client.user_connection_limit"},
}};

const description& describe(refusal why) {
  const auto& found = descriptions[static_cast<std::size_t>(why)];
  assert(found.why == why);
  return found;
}

std::string shortened(std::string_view text) {
  std::string out(text.substr(0, refusal_detail_size));
  if (text.size() > refusal_detail_size) out += "...";
  return in_quotes(out);
}

}  // namespace

std::string_view name_of(refusal why) {
  return describe(why).name;
}

std::string_view setting_of(refusal why) {
  return describe(why).setting;
}

std::optional<std::uint64_t> refusal_record::count(refusal why,
                                                   time_point now) {
  const auto at = index(why);
  ++counts_[at];
  const auto with_this = lines_[at].count(now);
  if (with_this == 0) return std::nullopt;
  return with_this - 1;
}

void refusal_record::add(const refusal_record& other) {
  for (std::size_t i = 0; i < refusal_count; ++i)
    counts_[i] += other.counts_[i];
}

std::string refusal_line(refusal why, std::uint64_t unlogged,
                         std::string_view peer, std::string_view detail) {
  const auto& found = describe(why);
  std::string line = "refused reason=";
  line.append(found.name).append(" setting=").append(found.setting);
  line.append(" peer=").append(shortened(peer));
  line.append(" detail=").append(shortened(detail));
  return line.append(" unlogged=").append(std::to_string(unlogged));
}

}  // namespace parley
