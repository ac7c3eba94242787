#include "server/access.hpp"

namespace parley {

namespace {

bool knows_somebody(const settings& values) {
  return values.client.token.has_key() ||
         values.client.subscription_token.has_key() ||
         !values.http_api.key.empty();
}

}  // namespace

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
  off_if(values.channel.without_namespace.allow_plain,
         "channel.without_namespace.allow_plain");
  return steps;
}

std::string refusal_to_listen(std::string_view address, bool is_loopback,
                              const settings& values) {
  if (is_loopback || values.insecure) return {};
  std::string steps;
  for (const auto& each : missing_access_control(values))
    steps += (steps.empty() ? "" : ", ") + each;
  if (steps.empty()) return {};
  return "refusing to listen on " + std::string(address) +
         ": whoever reaches it could read and write in every room. Listen on "
         "127.0.0.1 and put a proxy in front, or let in only whom you know (" +
         steps + "), or say --insecure if everyone may.";
}

std::string refusal_to_serve_operators(std::string_view address,
                                       bool is_loopback,
                                       const settings& values) {
  if (is_loopback || values.insecure || !values.http_api.insecure) return {};
  return "refusing to listen on " + std::string(address) +
         " for operators: http_api.insecure asks for no key, so whoever "
         "reaches the address could do everything. Set http_api.key and "
         "http_api.insecure = false, or say --insecure if everyone may.";
}

}  // namespace parley
