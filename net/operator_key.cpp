#include "net/operator_key.hpp"

#include "net/api_key.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace parley {

namespace {

constexpr std::string_view key_scheme = "apikey ", session_scheme = "token ";

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

}  // namespace

std::string make_operator_session(std::string_view secret,
                                  std::chrono::system_clock::time_point end) {
  const auto text = std::to_string(seconds_of(end));
  return text + '.' + signature_of("admin " + text, secret);
}

bool is_operator_session(std::string_view session, std::string_view secret,
                         std::chrono::system_clock::time_point now) {
  if (secret.empty()) return false;
  const auto dot = session.find('.');
  if (dot == std::string_view::npos) return false;
  const auto text = session.substr(0, dot);
  const auto right = signature_of("admin " + std::string(text), secret);
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
    if (request.authorization.starts_with(key_scheme) &&
        is_api_key(request.authorization.substr(key_scheme.size()),
                   options.api->key))
      return true;
  }
  return options.operators &&
         request.authorization.starts_with(session_scheme) &&
         is_operator_session(
             request.authorization.substr(session_scheme.size()),
             options.operators->secret, std::chrono::system_clock::now());
}

}  // namespace parley
