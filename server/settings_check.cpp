// SPDX-License-Identifier: Apache-2.0
#include "server/settings_check.hpp"

#include "net/origin.hpp"
#include "net/trusted_proxies.hpp"
#include "server/cluster_check.hpp"
#include "server/secrets.hpp"
#include "server/setting_range.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace parley {

namespace {

using std::chrono::milliseconds;

void require(bool holds, const std::string& sentence) {
  if (!holds) throw settings_error(sentence);
}

/// Each key that ends with _rate and the one that ends with _burst instead: a
/// burst below one would let nothing pass at all.
void check_bursts(const std::vector<setting>& rows) {
  constexpr std::string_view ending = "_rate";
  const auto number_of = [&rows](const std::string& key) {
    const auto at = std::ranges::find(rows, key, &setting::key);
    return at == rows.end() ? nullptr : std::get_if<double*>(&at->value);
  };
  for (const auto& each : rows) {
    if (!each.key.ends_with(ending)) continue;
    const auto name = each.key.substr(0, each.key.size() - ending.size());
    const auto* const rate = number_of(each.key);
    const auto* const burst = number_of(name + "_burst");
    if (!rate || !burst) continue;
    require(**rate == 0 || **burst >= 1,
            name + "_burst: must be 1 or more, or nothing could pass; " + name +
                "_rate = 0 is no limit");
  }
}

/// The ranges of all rows; a node that is alone does not read those of the
/// cluster.
void check_ranges(settings values) {
  const auto rows = all_settings(values);
  for (const auto& each : rows)
    if (!each.is_secret() && each.group != "cluster") check_range(each);
  check_bursts(rows);
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
                " is in `listen` too; operators need another address");
  require(s.tls_cert.empty() == s.tls_key.empty(),
          "tls: set both tls.cert and tls.key, or neither");
}

void check_operators(const operator_options& s) {
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
  require(bounds.ping_interval > bounds.pong_timeout,
          "client.ping_interval: must be longer than client.pong_timeout, so "
          "that a client answers one ping before it gets the next");
  require_builds("http_server.trusted_proxies: ",
                 [&] { const trusted_proxies built(net.proxies); });
  for (const auto& pattern : net.allowed_origins) {
    const auto fault = fault_of_origin_pattern(pattern);
    require(fault.empty(),
            "client.allowed_origins: no page can have the origin \"" + pattern +
                "\": " + std::string(fault));
  }
  for (const auto& name : net.hosts)
    require(!name.empty() && name.find('/') == std::string::npos,
            "http_server.hosts: \"" + name +
                "\" is not a host name without scheme, port and path");
  require(net.echo_path.empty() || net.echo_path.starts_with('/'),
          "echo_path: must begin with /");
}

void check_token(const std::string& prefix, const token_settings& token) {
  require_builds(prefix + ": ", [&] { const token_verifier built(token); });
}

void check_client(const client_options& client) {
  check_token("client.token", client.token);
  check_token("client.subscription_token", client.subscription_token);
}

/// A guest's token has a user and a name, and nothing else to check it by.
void check_guests(const guest_options& guests, const token_settings& token) {
  require(guests.lifetime >= guests.session,
          "guests.lifetime: must not be shorter than guests.session");
  if (!guests.enabled) return;
  for (const auto* claim :
       {&token.audience, &token.audience_regex, &token.issuer,
        &token.issuer_regex, &token.user_id_claim})
    require(claim->empty(),
            "guests.enabled: client.token requires an audience, an issuer or "
            "another claim for the user, which tokens of guests do not have");
}

void check_options(const std::string& prefix, const channel_options& options,
                   milliseconds meta_ttl_of_all) {
  require((options.history_size > 0) == (options.history_ttl.count() > 0),
          prefix +
              ".history_size, history_ttl: a history needs both, set the other "
              "one too");
  require(options.has_history() || !options.force_recovery,
          prefix +
              ".force_recovery: needs a history to recover from, set "
              "history_size and history_ttl");
  require(
      !options.auto_cache_recover ||
          options.force_recovery_mode == recovery_mode::cache,
      prefix + ".auto_cache_recover: needs force_recovery_mode = \"cache\"");
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
          "data: some rooms have durability = \"journal\"; set --data DIR, the "
          "directory of the journal");
}

void check_channels(const channel_settings& channel) {
  check_options("channel.without_namespace", channel.without_namespace,
                channel.history_meta_ttl);
  for (const auto& [name, options] : channel.namespaces)
    check_options("channel.namespaces." + name, options,
                  channel.history_meta_ttl);
  require_builds("", [&] { const namespaces built(channel); });
}

}  // namespace

void check(const settings& values) {
  check_ranges(values);
  check_node(values);
  check_links(values.net);
  check_client(values.client);
  check_guests(values.guests, values.client.token);
  check_operators(values.net.operators);
  check_secrets(values);
  check_channels(values.channel);
  check_cluster(values.cluster, values.net.bounds.room_name);
  check_data(values);
}

}  // namespace parley
