// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_keys.hpp"

#include "protocol/base64.hpp"
#include "protocol/pem_key.hpp"
#include "protocol/whole_file.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace parley {

namespace {

enum class family { hmac, rsa, ecdsa, none };

/// Names are case-sensitive. `none` is not supported.
family family_of(std::string_view name) {
  for (const auto* hmac : {"HS256", "HS384", "HS512"})
    if (name == hmac) return family::hmac;
  for (const auto* rsa : {"RS256", "RS384", "RS512"})
    if (name == rsa) return family::rsa;
  for (const auto* ecdsa : {"ES256", "ES384", "ES512"})
    if (name == ecdsa) return family::ecdsa;
  return family::none;
}

/// The text of a setting that is a PEM or the name of a file with one.
std::string read_pem(const std::string& value, const std::string& setting) {
  if (value.empty() || value.starts_with("-----BEGIN")) return value;
  try {
    return read_whole_file(value);
  } catch (const std::system_error&) {
    throw std::invalid_argument(
        setting + " is neither a PEM nor the name of a readable file");
  }
}

/// The key of a setting that is not empty.
pem_key require_public(const std::string& pem, bool is_rsa,
                       const std::string& setting) {
  auto key = read_pem_key(pem);
  if (!key || key->is_rsa != is_rsa)
    throw std::invalid_argument(
        setting + " is not a key of its kind in PEM (BEGIN PUBLIC KEY)");
  if (key->is_private)
    throw std::invalid_argument(
        setting + " is a private key: only the public one belongs here");
  if (key->algorithms.empty())
    throw std::invalid_argument(
        setting + " is not on one of the curves P-256, P-384 and P-521");
  return std::move(*key);
}

/// Nothing when it is not a token in base64url.
std::optional<signed_text> parts_of(std::string_view token) {
  const auto dot = token.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  auto signature = decode_base64url(token.substr(dot + 1));
  if (!signature) return std::nullopt;
  return signed_text{token.substr(0, dot), std::move(*signature)};
}

}  // namespace

token_keys::token_keys(const token_settings& settings)
    : secret_(settings.hmac_secret_key),
      previous_secret_(settings.hmac_previous_secret_key),
      previous_valid_until_(settings.hmac_previous_secret_key_valid_until) {
  if (secret_.empty() && !previous_secret_.empty())
    throw std::invalid_argument(
        "hmac_previous_secret_key is set, and hmac_secret_key is not");
  if (!settings.rsa_public_key.empty()) {
    const auto pem = read_pem(settings.rsa_public_key, "rsa_public_key");
    rsa_.emplace(require_public(pem, true, "rsa_public_key").public_pem);
  }
  if (settings.ecdsa_public_key.empty()) return;
  const auto pem = read_pem(settings.ecdsa_public_key, "ecdsa_public_key");
  const auto found = require_public(pem, false, "ecdsa_public_key");
  ecdsa_.emplace(found.public_pem);
  ecdsa_algorithm_ = found.algorithms[0];
}

bool token_keys::empty() const {
  return secret_.empty() && !rsa_ && !ecdsa_;
}

bool token_keys::accepts(std::string_view name) const {
  switch (family_of(name)) {
    case family::hmac:
      return !secret_.empty();
    case family::rsa:
      return rsa_.has_value();
    case family::ecdsa:
      return name == ecdsa_algorithm_;
    case family::none:
      break;
  }
  return false;
}

bool token_keys::verify(std::string_view token, std::string_view name,
                        unix_seconds now) const {
  if (!accepts(name)) return false;
  const auto parts = parts_of(token);
  if (!parts) return false;
  const auto kind = family_of(name);
  if (kind == family::rsa) return rsa_->has_signed(*parts, name);
  if (kind == family::ecdsa) return ecdsa_->has_signed(*parts, name);
  const bool previous_is_valid =
      previous_valid_until_ == 0 || now < previous_valid_until_;
  return is_signed_by_secret(*parts, name, secret_) ||
         (previous_is_valid &&
          is_signed_by_secret(*parts, name, previous_secret_));
}

}  // namespace parley
