// SPDX-License-Identifier: Apache-2.0
#include "tests/protocol/token_signing.hpp"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace parley {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// By the last digits: `RS384` hashes with SHA-384.
const EVP_MD* hash_of(const std::string& algorithm) {
  if (algorithm.ends_with("256")) return EVP_sha256();
  return algorithm.ends_with("384") ? EVP_sha384() : EVP_sha512();
}

std::string header_of(const std::string& algorithm) {
  return R"({"alg":")" + algorithm + R"(","typ":"JWT"})";
}

/// What tokens have is both numbers in full length, without OpenSSL's DER.
std::string plain_ecdsa(const std::string& der, int key_bits) {
  const auto* start = bytes_of(der);
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
      d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(der.size())),
      &ECDSA_SIG_free);
  const int size = (key_bits + 7) / 8;
  std::vector<unsigned char> out(static_cast<std::size_t>(size) * 2);
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), size);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + size, size);
  return text_of(out.data(), out.size());
}

std::string sign(EVP_PKEY* key, const EVP_MD* hash, std::string_view input) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::size_t size = 0;
  EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key);
  EVP_DigestSign(context.get(), nullptr, &size, bytes_of(input), input.size());
  std::vector<unsigned char> out(size);
  if (EVP_DigestSign(context.get(), out.data(), &size, bytes_of(input),
                     input.size()) != 1)
    throw std::runtime_error("OpenSSL cannot sign");
  return text_of(out.data(), size);
}

/// The text that `write` puts into a BIO.
template <class Write>
std::string pem(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()),
                                                         &BIO_free);
  write(memory.get());
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

token_settings with(
    std::initializer_list<std::pair<std::string token_settings::*, std::string>>
        members) {
  token_settings out;
  for (const auto& [member, value] : members) out.*member = value;
  return out;
}

std::string encode_base64url(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      bytes_of(bytes), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  for (char& digit : out) {
    if (digit == '+') digit = '-';
    if (digit == '/') digit = '_';
  }
  return out.substr(0, out.find('='));
}

std::string signing_input(std::string_view header, std::string_view claims) {
  return encode_base64url(header) + '.' + encode_base64url(claims);
}

namespace {

std::string with_hmac(const std::string& input, std::string_view secret,
                      const EVP_MD* hash) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  HMAC(hash, secret.data(), static_cast<int>(secret.size()), bytes_of(input),
       input.size(), out.data(), &size);
  return input + '.' + encode_base64url(text_of(out.data(), size));
}

}  // namespace

std::string hmac_token(std::string_view claims, std::string_view secret,
                       const std::string& algorithm) {
  return with_hmac(signing_input(header_of(algorithm), claims), secret,
                   hash_of(algorithm));
}

std::string token_with_header(std::string_view header, std::string_view claims,
                              std::string_view secret) {
  return with_hmac(signing_input(header, claims), secret, EVP_sha256());
}

key_pair::key_pair(EVP_PKEY* key) : key_(key, &EVP_PKEY_free) {
  if (!key) throw std::runtime_error("OpenSSL cannot make this key");
}

key_pair key_pair::rsa() {
  return key_pair(EVP_RSA_gen(2048U));
}

key_pair key_pair::on_curve(const char* name) {
  return key_pair(EVP_EC_gen(name));
}

std::string key_pair::public_pem() const {
  return pem([this](BIO* out) { PEM_write_bio_PUBKEY(out, key_.get()); });
}

std::string key_pair::private_pem() const {
  return pem([this](BIO* out) {
    PEM_write_bio_PrivateKey(out, key_.get(), nullptr, nullptr, 0, nullptr,
                             nullptr);
  });
}

std::string key_pair::token(std::string_view claims,
                            const std::string& algorithm) const {
  const auto input = signing_input(header_of(algorithm), claims);
  auto signature = sign(key_.get(), hash_of(algorithm), input);
  if (EVP_PKEY_base_id(key_.get()) == EVP_PKEY_EC)
    signature = plain_ecdsa(signature, EVP_PKEY_bits(key_.get()));
  return input + '.' + encode_base64url(signature);
}

}  // namespace parley
