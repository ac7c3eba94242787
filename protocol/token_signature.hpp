// SPDX-License-Identifier: Apache-2.0
// Signatures of JSON Web Tokens (RFC 7515, RFC 7518 section 3). Keys are parsed
// when they are read, not for each token: strangers choose how many tokens
// come. Const, and any thread may call it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace parley {

/// The two parts of a token: the signed text, and the bytes of the signature.
struct signed_text {
  std::string_view text;
  std::string signature;
};

/// Whether `key` has signed it by HS256, HS384 or HS512. In constant time.
bool is_signed_by_secret(const signed_text& token, std::string_view algorithm,
                         const std::string& key);

/// A public key of RSA or ECDSA.
class public_key {
 public:
  /// `pem`: one that `read_pem_key` takes.
  explicit public_key(const std::string& pem);
  ~public_key();
  public_key(public_key&&) noexcept;

  /// Whether its private half has signed the token by `algorithm`: RS256 to
  /// RS512 or ES256 to ES512, as the key's kind and curve allow.
  bool has_signed(const signed_text& token, std::string_view algorithm) const;

 private:
  struct state;
  std::unique_ptr<const state> state_;
};

}  // namespace parley
