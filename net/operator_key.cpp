// SPDX-License-Identifier: Apache-2.0
#include "net/operator_key.hpp"

#include "net/api_key.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <locale>
#include <system_error>

namespace parley {

namespace {

std::int64_t seconds_of(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::seconds>(
             time.time_since_epoch())
      .count();
}

/// HMAC-SHA256 in hexadecimal (RFC 2104).
std::string signature_of(std::string_view text, std::string_view secret) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       bytes.data(), &size);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

/// With the password in it, so that a new password ends all sessions.
std::string signed_text(std::string_view session,
                        const operator_options& options) {
  return "admin " + std::string(session) + ' ' +
         signature_of(options.password, options.secret);
}

}  // namespace

std::string_view credentials_of(std::string_view authorization,
                                std::string_view scheme) {
  if (authorization.size() <= scheme.size() ||
      !boost::istarts_with(authorization, scheme, std::locale::classic()))
    return {};
  auto rest = authorization.substr(scheme.size());
  const auto begin = rest.find_first_not_of(" \t");
  if (begin == 0 || begin == std::string_view::npos) return {};
  rest.remove_prefix(begin);
  return rest.substr(0, rest.find_last_not_of(" \t") + 1);
}

std::string make_operator_session(const operator_options& options,
                                  std::chrono::system_clock::time_point end,
                                  std::uint64_t nonce) {
  const auto text =
      std::to_string(seconds_of(end)) + '-' + std::to_string(nonce);
  return text + '.' + signature_of(signed_text(text, options), options.secret);
}

bool is_operator_session(std::string_view session,
                         const operator_options& options,
                         std::chrono::system_clock::time_point now) {
  if (options.secret.empty() || options.password.empty()) return false;
  const auto dot = session.find('.');
  if (dot == std::string_view::npos) return false;
  const auto text = session.substr(0, dot);
  const auto right = signature_of(signed_text(text, options), options.secret);
  const auto shown = session.substr(dot + 1);
  if (shown.size() != right.size() ||
      CRYPTO_memcmp(shown.data(), right.data(), right.size()) != 0)
    return false;
  std::int64_t end = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), end);
  return read.ec == std::errc() && end > seconds_of(now);
}

bool is_operator(const request_head& request, const route_options& options) {
  if (options.api) {
    if (options.api->insecure || is_api_key(request.api_key, options.api->key))
      return true;
    if (is_api_key(credentials_of(request.authorization, "apikey"),
                   options.api->key))
      return true;
  }
  return options.operators &&
         is_operator_session(credentials_of(request.authorization, "token"),
                             *options.operators,
                             std::chrono::system_clock::now());
}

}  // namespace parley
