// SPDX-License-Identifier: Apache-2.0
#include "net/api_key.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <array>

namespace parley {

namespace {

using digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

digest digest_of(std::string_view text) {
  digest out{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         out.data());
  return out;
}

}  // namespace

bool is_api_key(std::string_view shown, std::string_view key) {
  if (key.empty()) return false;
  const auto a = digest_of(shown), b = digest_of(key);
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace parley
