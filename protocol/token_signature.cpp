// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_signature.hpp"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>
#include <optional>

namespace parley {

namespace {

struct closer {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
  void operator()(BIGNUM* number) const { BN_free(number); }
};
template <class T>
using owner = std::unique_ptr<T, closer>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// By the digits of "HS256"; null for another size.
const EVP_MD* digest_of(std::string_view algorithm) {
  if (algorithm.ends_with("256")) return EVP_sha256();
  if (algorithm.ends_with("384")) return EVP_sha384();
  if (algorithm.ends_with("512")) return EVP_sha512();
  return nullptr;
}

owner<BIGNUM> number_in(std::string_view big_endian) {
  return owner<BIGNUM>(BN_bin2bn(bytes(big_endian),
                                 static_cast<int>(big_endian.size()), nullptr));
}

/// Tokens have the two numbers of an ECDSA signature back to back, each as long
/// as the curve's (RFC 7518, 3.4); OpenSSL has them in DER.
std::optional<std::string> in_der(std::string_view signature, int key_bits) {
  const auto size = static_cast<std::size_t>(key_bits + 7) / 8;
  if (signature.size() != 2 * size) return std::nullopt;
  const owner<ECDSA_SIG> numbers(ECDSA_SIG_new());
  auto r = number_in(signature.substr(0, size));
  auto s = number_in(signature.substr(size));
  if (!numbers || !r || !s ||
      ECDSA_SIG_set0(numbers.get(), r.get(), s.get()) != 1)
    return std::nullopt;
  // They are the signature's now.
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int written = i2d_ECDSA_SIG(numbers.get(), &der);
  if (written <= 0) return std::nullopt;
  std::string out(reinterpret_cast<const char*>(der),
                  static_cast<std::size_t>(written));
  OPENSSL_free(der);
  return out;
}

bool verify(EVP_PKEY* key, const EVP_MD* digest, std::string_view text,
            std::string_view signature) {
  const owner<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return context &&
         EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) ==
             1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(),
                          bytes(text), text.size()) == 1;
}

}  // namespace

bool is_signed_by_secret(const signed_text& token, std::string_view algorithm,
                         const std::string& key) {
  const auto* digest = digest_of(algorithm);
  if (key.empty() || !digest) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (!HMAC(digest, key.data(), static_cast<int>(key.size()), bytes(token.text),
            token.text.size(), mac.data(), &size))
    return false;
  return token.signature.size() == size &&
         CRYPTO_memcmp(mac.data(), token.signature.data(), size) == 0;
}

struct public_key::state {
  owner<EVP_PKEY> key;
};

public_key::public_key(const std::string& pem) {
  const owner<BIO> text(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  owner<EVP_PKEY> key(
      PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  state_ = std::make_unique<const state>(state{std::move(key)});
}
public_key::~public_key() = default;
public_key::public_key(public_key&&) noexcept = default;

bool public_key::has_signed(const signed_text& token,
                            std::string_view algorithm) const {
  auto* key = state_->key.get();
  const auto* digest = digest_of(algorithm);
  if (!key || !digest) return false;
  const bool is_rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
  if (is_rsa != algorithm.starts_with("RS")) return false;
  const auto signature = is_rsa
                             ? std::optional(token.signature)
                             : in_der(token.signature, EVP_PKEY_get_bits(key));
  const bool good = signature && verify(key, digest, token.text, *signature);
  // A failure leaves errors in this thread, which TLS would take for its own.
  ERR_clear_error();
  return good;
}

}  // namespace parley
