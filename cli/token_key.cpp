// SPDX-License-Identifier: Apache-2.0
#include "cli/token_key.hpp"

#include "protocol/pem_key.hpp"
#include "protocol/whole_file.hpp"
#include "server/settings_source.hpp"

#include <cstdlib>
#include <system_error>

namespace parley {

namespace {

bool is_pem(const std::string& text) {
  return text.starts_with("-----BEGIN");
}

std::string without_final_newline(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

std::string read_key_file(const std::string& path) {
  try {
    return read_whole_file(path);
  } catch (const std::system_error& error) {
    throw token_usage_error("cannot read the key file " + path + ": " +
                            error.code().message());
  }
}

/// A secret or a PEM, from the environment or a file.
std::string read_text(const key_source& source) {
  std::string text;
  const auto& where =
      source.environment.empty() ? source.file : source.environment;
  if (!source.environment.empty()) {
    const auto* value = std::getenv(where.c_str());
    if (!value)
      throw token_usage_error("the environment variable " + where +
                              " is not set");
    text = value;
  } else {
    text = read_key_file(where);
  }
  text = without_final_newline(std::move(text));
  if (text.empty()) throw token_usage_error("there is no key in " + where);
  return text;
}

pem_key parse_pem(const std::string& text) {
  auto key = read_pem_key(text);
  if (!key || key->algorithms.empty())
    throw token_usage_error(
        "the PEM is not an unencrypted key of RSA, or of ECDSA on the curve "
        "P-256, P-384 or P-521");
  return std::move(*key);
}

checking_keys read_settings(const std::string& file) {
  try {
    const auto values = load_settings(
        {.file = file,
         .environment =
             [](const std::string& name) { return std::getenv(name.c_str()); },
         .flags = {}});
    const auto& client = values.client;
    return {client.token, client.subscription_token.has_key()
                              ? client.subscription_token
                              : client.token};
  } catch (const settings_error& error) {
    throw token_usage_error(error.what());
  }
}

const std::vector<std::string> hmac_algorithms = {"HS256", "HS384", "HS512"};

}  // namespace

signing_key read_signing_key(const key_source& source, bool for_subscription) {
  if (!source.config.empty()) {
    const auto keys = read_settings(source.config);
    const auto& token = for_subscription ? keys.subscription : keys.connection;
    if (token.hmac_secret_key.empty())
      throw token_usage_error(
          "these settings have no hmac_secret_key to sign with");
    return {token.hmac_secret_key, hmac_algorithms};
  }
  auto text = read_text(source);
  if (!is_pem(text)) return {std::move(text), hmac_algorithms};
  const auto key = parse_pem(text);
  if (!key.is_private)
    throw token_usage_error("a public key cannot sign: give the private one");
  return {std::move(text), key.algorithms};
}

checking_keys read_checking_keys(const key_source& source) {
  if (!source.config.empty()) {
    auto keys = read_settings(source.config);
    if (!keys.connection.has_key() && !keys.subscription.has_key())
      throw token_usage_error("these settings have no key for tokens");
    return keys;
  }
  const auto text = read_text(source);
  token_settings settings;
  if (is_pem(text)) {
    const auto key = parse_pem(text);
    (key.is_rsa ? settings.rsa_public_key : settings.ecdsa_public_key) =
        key.public_pem;
  } else {
    settings.hmac_secret_key = text;
  }
  return {settings, settings};
}

}  // namespace parley
