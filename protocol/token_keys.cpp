#include "protocol/token_keys.hpp"

#include "protocol/jwt_owner.hpp"
#include "protocol/pem_key.hpp"
#include "protocol/whole_file.hpp"

#include <openssl/err.h>

#include <jwt.h>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace parley {

namespace {

enum class family { hmac, rsa, ecdsa, none };

struct algorithm {
  jwt_alg_t id = JWT_ALG_NONE;
  family kind = family::none;
};

/// Names are case-sensitive. `none`, and what libjwt may learn one day, is none
/// of ours.
algorithm parse_algorithm(std::string_view name) {
  for (const auto id : {JWT_ALG_HS256, JWT_ALG_HS384, JWT_ALG_HS512})
    if (name == jwt_alg_str(id)) return {id, family::hmac};
  for (const auto id : {JWT_ALG_RS256, JWT_ALG_RS384, JWT_ALG_RS512})
    if (name == jwt_alg_str(id)) return {id, family::rsa};
  for (const auto id : {JWT_ALG_ES256, JWT_ALG_ES384, JWT_ALG_ES512})
    if (name == jwt_alg_str(id)) return {id, family::ecdsa};
  return {};
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

bool signed_by(const std::string& key, const std::string& token, jwt_alg_t id) {
  if (key.empty()) return false;
  jwt_t* decoded = nullptr;
  const auto error =
      jwt_decode(&decoded, token.c_str(),
                 reinterpret_cast<const unsigned char*>(key.data()),
                 static_cast<int>(key.size()));
  const jwt_owner owner(decoded);
  // A failure leaves errors in this thread, which TLS would take for its own.
  ERR_clear_error();
  // libjwt reads the header once more, with another parser: what it used must
  // be what the key was chosen for.
  return error == 0 && jwt_get_alg(decoded) == id;
}

}  // namespace

token_keys::token_keys(const token_settings& settings)
    : secret_(settings.hmac_secret_key),
      previous_secret_(settings.hmac_previous_secret_key),
      previous_valid_until_(settings.hmac_previous_secret_key_valid_until),
      rsa_pem_(read_pem(settings.rsa_public_key, "rsa_public_key")),
      ecdsa_pem_(read_pem(settings.ecdsa_public_key, "ecdsa_public_key")) {
  if (secret_.empty() && !previous_secret_.empty())
    throw std::invalid_argument(
        "hmac_previous_secret_key is set, and hmac_secret_key is not");
  if (!settings.rsa_public_key.empty())
    require_public(rsa_pem_, true, "rsa_public_key");
  if (!settings.ecdsa_public_key.empty())
    ecdsa_algorithm_ =
        require_public(ecdsa_pem_, false, "ecdsa_public_key").algorithms[0];
}

bool token_keys::empty() const {
  return secret_.empty() && rsa_pem_.empty() && ecdsa_pem_.empty();
}

bool token_keys::accepts(std::string_view name) const {
  switch (parse_algorithm(name).kind) {
    case family::hmac:
      return !secret_.empty();
    case family::rsa:
      return !rsa_pem_.empty();
    case family::ecdsa:
      return name == ecdsa_algorithm_;
    case family::none:
      break;
  }
  return false;
}

bool token_keys::verify(const std::string& token, std::string_view name,
                        unix_seconds now) const {
  if (!accepts(name)) return false;
  const auto [id, kind] = parse_algorithm(name);
  if (kind == family::rsa) return signed_by(rsa_pem_, token, id);
  if (kind == family::ecdsa) return signed_by(ecdsa_pem_, token, id);
  const bool previous_is_valid =
      previous_valid_until_ == 0 || now < previous_valid_until_;
  return signed_by(secret_, token, id) ||
         (previous_is_valid && signed_by(previous_secret_, token, id));
}

}  // namespace parley
