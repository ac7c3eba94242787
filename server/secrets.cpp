#include "server/secrets.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace parley {

void trim_secrets(settings& values) {
  for (const auto& each : all_settings(values)) {
    if (!each.secret) continue;
    auto* const* text = std::get_if<std::string*>(&each.value);
    if (!text) continue;
    auto& secret = **text;
    while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  }
}

void check_secrets(const settings& values) {
  const auto& connections = values.client.token;
  const auto& subscriptions = values.client.subscription_token;
  const std::array<std::pair<std::string_view, const std::string*>, 6> all{{
      {"http_api.key", &values.http_api.key},
      {"admin.secret", &values.net.operators.secret},
      {"client.token.hmac_secret_key", &connections.hmac_secret_key},
      {"client.token.hmac_previous_secret_key",
       &connections.hmac_previous_secret_key},
      {"client.subscription_token.hmac_secret_key",
       &subscriptions.hmac_secret_key},
      {"client.subscription_token.hmac_previous_secret_key",
       &subscriptions.hmac_previous_secret_key},
  }};
  for (const auto& [key, secret] : all)
    if (!secret->empty() && secret->size() < shortest_secret)
      throw settings_error(
          std::string(key) + ": at least " + std::to_string(shortest_secret) +
          " characters, so that nobody guesses it; `openssl rand -base64 32` "
          "makes a good one");
}

}  // namespace parley
