// SPDX-License-Identifier: Apache-2.0
#include "server/access.hpp"

#include <utility>

namespace parley {

namespace {

bool knows_somebody(const settings& values) {
  return values.client.token.has_key() ||
         values.client.subscription_token.has_key() ||
         !values.http_api.key.empty();
}

bool is_open(plain_access access) {
  return access == plain_access::read || access == plain_access::open;
}

/// What plain clients may do in rooms `where`; empty: nothing.
std::string plain_door(plain_access access, const std::string& where,
                       const std::string& key) {
  if (!is_open(access)) return {};
  const bool both = access == plain_access::open;
  return "plain clients may receive " +
         std::string(both ? "and publish " : "") + "in rooms " + where + " (" +
         key + ".allow_plain)";
}

}  // namespace

settings with_plain_access(settings values) {
  auto& access = values.channel.without_namespace.allow_plain;
  if (access != plain_access::automatic) return values;
  const bool is_set_up = knows_somebody(values) || values.guests.enabled ||
                         !values.net.proxies.empty() ||
                         !values.channel.namespaces.empty();
  access = is_set_up ? plain_access::closed : plain_access::open;
  return values;
}

std::vector<std::string> open_doors(const settings& values) {
  std::vector<std::string> doors;
  const auto add = [&doors](std::string door) {
    if (!door.empty()) doors.push_back(std::move(door));
  };
  const auto& channel = values.channel;
  add(plain_door(channel.without_namespace.allow_plain, "without a namespace",
                 "channel.without_namespace"));
  for (const auto& [name, options] : channel.namespaces)
    add(plain_door(options.allow_plain, "of namespace " + name,
                   "channel.namespaces." + name));
  if (values.client.insecure)
    add("every client may do everything (client.insecure)");
  if (values.client.allow_anonymous_connect_without_token)
    add("clients connect without a token "
        "(client.allow_anonymous_connect_without_token)");
  if (values.guests.enabled)
    add("whoever asks gets the token of a guest (guests.enabled)");
  if (values.http_api.insecure)
    add("the server API requires no key (http_api.insecure)");
  return doors;
}

std::vector<std::string> missing_access_control(const settings& values) {
  std::vector<std::string> steps;
  if (!knows_somebody(values))
    steps.emplace_back("set client.token.hmac_secret_key or http_api.key");
  const auto off_if = [&steps](bool is_on, const char* key) {
    if (is_on) steps.push_back("set " + std::string(key) + " to false");
  };
  off_if(values.client.insecure, "client.insecure");
  off_if(values.http_api.insecure, "http_api.insecure");
  off_if(values.guests.enabled, "guests.enabled");
  // The default turns off when there is a key.
  const bool is_chosen = knows_somebody(values) || values.guests.enabled;
  off_if(is_chosen && is_open(values.channel.without_namespace.allow_plain),
         "channel.without_namespace.allow_plain");
  return steps;
}

std::string refusal_to_listen(std::string_view address, bool is_loopback,
                              const settings& values) {
  const bool is_proxied = !values.net.proxies.empty();
  if ((is_loopback && !is_proxied) || values.insecure) return {};
  std::string steps;
  for (const auto& each : missing_access_control(values))
    steps += (steps.empty() ? "" : ", ") + each;
  if (steps.empty()) return {};
  const std::string why =
      is_loopback ? ": clients of the proxy in http_server.trusted_proxies "
                    "could read and write in every room. Configure access ("
                  : ": every client that reaches it could read and write in "
                    "every room. Listen on 127.0.0.1 without a proxy, or "
                    "configure access (";
  return "refusing to listen on " + std::string(address) + why + steps +
         "), or set --insecure to permit it.";
}

std::string refusal_to_serve_operators(std::string_view address,
                                       bool is_loopback,
                                       const settings& values) {
  if (is_loopback || values.insecure || !values.http_api.insecure) return {};
  return "refusing to listen on " + std::string(address) +
         " for operators: http_api.insecure requires no key, so every client "
         "that reaches the address could do everything. Set http_api.key and "
         "http_api.insecure = false, or set --insecure to permit it.";
}

}  // namespace parley
