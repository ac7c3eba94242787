// SPDX-License-Identifier: Apache-2.0
// Makes tokens with OpenSSL alone, so that no mistake of the library under test
// can hide behind itself.
#pragma once

#include "protocol/token.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

struct evp_pkey_st;

namespace parley {

/// Settings of which only these are set.
token_settings with(
    std::initializer_list<std::pair<std::string token_settings::*, std::string>>
        members);

std::string encode_base64url(std::string_view bytes);

/// `HEADER.CLAIMS`, what a signature is made over.
std::string signing_input(std::string_view header, std::string_view claims);

/// A token signed with `secret` by `HS256`, `HS384` or `HS512`.
std::string hmac_token(std::string_view claims, std::string_view secret,
                       const std::string& algorithm = "HS256");

/// The same with a header of any text; it is signed as HS256 has it.
std::string token_with_header(std::string_view header, std::string_view claims,
                              std::string_view secret);

/// An RSA or ECDSA key made for this test.
class key_pair {
 public:
  static key_pair rsa();
  /// `P-256`, `P-384` or any other name that OpenSSL has for a curve.
  static key_pair on_curve(const char* name);

  std::string public_pem() const;
  std::string private_pem() const;

  /// A token that says `algorithm` in its header and is signed by its hash.
  std::string token(std::string_view claims,
                    const std::string& algorithm) const;

 private:
  explicit key_pair(evp_pkey_st* key);

  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace parley
