#include "server/settings_check.hpp"

#include "net/origin.hpp"
#include "net/trusted_proxies.hpp"
#include "server/cluster_check.hpp"
#include "server/secrets.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace parley {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t max_threads = 256;
constexpr milliseconds longest_leeway = std::chrono::minutes(10);
constexpr std::size_t max_bytes = 1u << 30;
constexpr std::size_t max_remembered_rooms = 100'000'000;

void require(bool holds, const std::string& sentence) {
  if (!holds) throw settings_error(sentence);
}

void require_positive(const std::string& key, milliseconds value) {
  require(value > milliseconds(0), key + ": must be above zero");
}

void require_positive(const std::string& key, std::size_t value) {
  require(value > 0, key + ": must be above zero");
}

void require_bytes(const std::string& key, std::size_t value) {
  require(value > 0 && value <= max_bytes, key + ": 1 byte to 1 GiB");
}

/// `name` is that of the two keys without `_rate` and `_burst`.
void require_rate(const std::string& name, double rate, double burst) {
  require(rate >= 0, name + "_rate: must not be negative");
  require(rate == 0 || burst >= 1,
          name +
              "_burst: must be 1 or more, or nothing could be said at all; " +
              name + "_rate = 0 is no limit");
}

/// A complaint of what is built from settings is one about the settings.
template <class Build>
void require_builds(const std::string& prefix, Build build) {
  try {
    build();
  } catch (const std::invalid_argument& error) {
    throw settings_error(prefix + error.what());
  }
}

void check_node(const settings& s) {
  require(!s.listen.empty(), "listen: at least one address is needed");
  for (const auto& address : s.operators_listen)
    require(std::ranges::find(s.listen, address) == s.listen.end(),
            "operators.listen: " + address +
                " is in `listen` too; operators need an address of their own");
  require(s.threads <= max_threads, "threads: at most 256");
  require(s.tls_cert.empty() == s.tls_key.empty(),
          "tls: the certificate and its key go together, set both tls.cert "
          "and tls.key");
  require_positive("shutdown.timeout", s.shutdown_timeout);
}

void check_operators(const operator_options& s) {
  constexpr std::size_t shortest_password = 8;
  require(s.password.empty() || s.password.size() >= shortest_password,
          "admin.password: at least 8 characters, or none for no page");
  require_positive("admin.session", s.session);
  const auto is_letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto& prefix = s.metrics_prefix;
  require(!prefix.empty() && is_letter(prefix.front()) &&
              std::ranges::all_of(
                  prefix, [&](char c) { return is_letter(c) || is_digit(c); }),
          "prometheus.prefix: letters, digits and _, not a digit first");
}

void check_links(const net_options& net) {
  const auto& bounds = net.bounds;
  require_positive("client.ping_interval", bounds.ping_interval);
  require_positive("client.pong_timeout", bounds.pong_timeout);
  require(bounds.ping_interval > bounds.pong_timeout,
          "client.ping_interval: must be longer than client.pong_timeout, a "
          "client answers one ping before it gets the next");
  require_positive("client.queue_max_size", bounds.queue_size);
  require_rate("client.message", bounds.message_rate, bounds.message_burst);
  require_rate("client.byte", bounds.byte_rate, bounds.byte_burst);
  require_positive("channel.max_length", bounds.room_name);
  require_bytes("websocket.message_size_limit", bounds.message_size);
  require_positive("http_server.handshake_timeout", bounds.handshake_timeout);
  require_positive("http_server.request_timeout", bounds.request_timeout);
  require_positive("http_server.idle_timeout", bounds.idle_timeout);
  require(bounds.request_head >= 512 && bounds.request_head <= 1'048'576,
          "http_server.head_size_limit: 512 bytes to 1 MiB");
  require_builds("http_server.trusted_proxies: ",
                 [&] { const trusted_proxies built(net.proxies); });
  for (const auto& pattern : net.allowed_origins) {
    const auto fault = fault_of_origin_pattern(pattern);
    require(fault.empty(), "client.allowed_origins: no page has the origin \"" +
                               pattern + "\": " + std::string(fault));
  }
  for (const auto& name : net.hosts)
    require(!name.empty() && name.find('/') == std::string::npos,
            "http_server.hosts: \"" + name +
                "\" is no name of a host, without scheme, port and path");
  require_positive("websocket.message_timeout", net.message_timeout);
  require(net.echo_path.empty() || net.echo_path.starts_with('/'),
          "echo_path: a path begins with /");
  const auto& transports = net.transports;
  require_bytes("http_stream.max_request_body_size",
                transports.http_stream_body_size);
  require_bytes("sse.max_request_body_size", transports.sse_body_size);
  require_bytes("emulation.max_request_body_size",
                transports.emulation_body_size);
}

void check_token(const std::string& prefix, const token_settings& token) {
  require(token.hmac_previous_secret_key_valid_until >= 0,
          prefix +
              ".hmac_previous_secret_key_valid_until: unix seconds, must "
              "not be negative");
  require(token.leeway <= longest_leeway,
          prefix +
              ".leeway: at most 10m, an expired token would be good for "
              "as long");
  require_builds(prefix + ": ", [&] { const token_verifier built(token); });
}

void check_client(const client_options& client) {
  check_token("client.token", client.token);
  check_token("client.subscription_token", client.subscription_token);
  require_positive("client.stale_close_delay", client.stale_close_delay);
  require_positive("client.channel_limit", client.channel_limit);
  require_positive("client.history_max_publication_limit",
                   client.history_max_publication_limit);
  require_positive("client.recovery_max_publication_limit",
                   client.recovery_max_publication_limit);
  require_rate("client.command", client.command_rate, client.command_burst);
  require_positive("rooms.limit", client.room_limit);
  require(client.remembered_rooms <= max_remembered_rooms,
          "rooms.remembered: at most 100 million");
  require_rate("client.new_room", client.new_room_rate, client.new_room_burst);
  require_rate("client.user_new_room", client.user_new_room_rate,
               client.user_new_room_burst);
  require_rate("client.address_new_room", client.address_new_room_rate,
               client.address_new_room_burst);
  require_positive("client.presence_max_members", client.presence_max_members);
  require_rate("client.join", client.join_rate, client.join_burst);
  require_rate("client.user_command", client.user_command_rate,
               client.user_command_burst);
  require_rate("client.user_join", client.user_join_rate,
               client.user_join_burst);
  require_rate("client.user_byte", client.user_byte_rate,
               client.user_byte_burst);
}

/// A guest's token has a user and a name, and nothing else to check it by.
void check_guests(const guest_options& guests, const token_settings& token) {
  require_positive("guests.session", guests.session);
  require(guests.lifetime >= guests.session,
          "guests.lifetime: must not be shorter than guests.session");
  require_rate("guests.request", guests.rate, guests.burst);
  if (!guests.enabled) return;
  for (const auto* claim :
       {&token.audience, &token.audience_regex, &token.issuer,
        &token.issuer_regex, &token.user_id_claim})
    require(claim->empty(),
            "guests.enabled: guests have tokens without audience, issuer and "
            "another claim for the user, which client.token asks for");
}

void check_options(const std::string& prefix, const channel_options& options,
                   milliseconds meta_ttl_of_all) {
  require((options.history_size > 0) == (options.history_ttl.count() > 0),
          prefix +
              ".history_size, history_ttl: only both together keep a "
              "history, set the other one too");
  require(options.has_history() || !options.force_recovery,
          prefix +
              ".force_recovery: needs a history to recover from, set "
              "history_size and history_ttl");
  require(
      !options.auto_cache_recover ||
          options.force_recovery_mode == recovery_mode::cache,
      prefix + ".auto_cache_recover: needs force_recovery_mode = \"cache\"");
  require_rate(prefix + ".publish", options.publish_rate,
               options.publish_burst);
  require_rate(prefix + ".publish_byte", options.publish_byte_rate,
               options.publish_byte_burst);
  const bool wants_journal = options.durability == durability::journal;
  require(!wants_journal || options.has_history(),
          prefix +
              ".durability: only a history can be durable, set history_size "
              "and history_ttl");
  const auto meta_ttl = options.history_meta_ttl.count() > 0
                            ? options.history_meta_ttl
                            : meta_ttl_of_all;
  require(meta_ttl >= options.history_ttl,
          prefix +
              ".history_ttl: publications cannot outlive their offsets, "
              "it must not be longer than history_meta_ttl");
}

void check_data(const settings& values) {
  require(!values.data.empty() || values.cluster.enabled() ||
              !has_durable_rooms(values.channel),
          "data: some rooms have durability = \"journal\", say with --data DIR "
          "where it is to be");
}

void check_channels(const channel_settings& channel) {
  require_positive("channel.history_meta_ttl", channel.history_meta_ttl);
  check_options("channel.without_namespace", channel.without_namespace,
                channel.history_meta_ttl);
  for (const auto& [name, options] : channel.namespaces)
    check_options("channel.namespaces." + name, options,
                  channel.history_meta_ttl);
  require_builds("", [&] { const namespaces built(channel); });
}

}  // namespace

void check(const settings& values) {
  check_node(values);
  check_links(values.net);
  check_client(values.client);
  check_guests(values.guests, values.client.token);
  require_bytes("http_api.max_request_body_size", values.http_api.body_size);
  check_operators(values.net.operators);
  check_secrets(values);
  check_channels(values.channel);
  check_cluster(values.cluster, values.net.bounds.room_name);
  check_data(values);
}

}  // namespace parley
