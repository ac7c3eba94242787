// SPDX-License-Identifier: Apache-2.0
#include "protocol/pem_key.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace parley {
namespace {

using texts = std::vector<std::string>;

TEST(pem_key, of_rsa_signs_by_three_algorithms) {
  const auto pair = key_pair::rsa();
  const auto key = read_pem_key(pair.public_pem());
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->is_rsa);
  EXPECT_FALSE(key->is_private);
  EXPECT_EQ(key->algorithms, (texts{"RS256", "RS384", "RS512"}));
}

TEST(pem_key, of_ecdsa_signs_by_the_algorithm_of_its_curve) {
  const auto algorithms = [](const char* curve) {
    const auto key = read_pem_key(key_pair::on_curve(curve).public_pem());
    return key && !key->is_rsa ? key->algorithms : texts{"not read"};
  };
  EXPECT_EQ(algorithms("P-256"), texts{"ES256"});
  EXPECT_EQ(algorithms("P-384"), texts{"ES384"});
  EXPECT_EQ(algorithms("P-521"), texts{"ES512"});
  EXPECT_EQ(algorithms("secp256k1"), texts{});
}

TEST(pem_key, that_is_private_has_the_public_one_in_it) {
  const auto pair = key_pair::on_curve("P-256");
  const auto key = read_pem_key(pair.private_pem());
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->is_private);
  EXPECT_EQ(key->public_pem, pair.public_pem());
}

TEST(pem_key, is_nothing_else) {
  for (const std::string text :
       {"", "secret", "-----BEGIN PUBLIC KEY-----\nAA==\n",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"})
    EXPECT_FALSE(read_pem_key(text)) << text;
  EXPECT_EQ(ERR_peek_error(), 0U);
}

/// `key` as PEM, encrypted if there is a password.
std::string private_pem(EVP_PKEY* key, const std::string& password) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()),
                                                         &BIO_free);
  PEM_write_bio_PKCS8PrivateKey(
      memory.get(), key, password.empty() ? nullptr : EVP_aes_128_cbc(),
      password.data(), static_cast<int>(password.size()), nullptr, nullptr);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

TEST(pem_key, that_is_encrypted_or_of_another_kind_is_not_read) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> edwards(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free);
  EXPECT_FALSE(read_pem_key(private_pem(edwards.get(), "")));
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> ecdsa(
      EVP_EC_gen("P-256"), &EVP_PKEY_free);
  EXPECT_TRUE(read_pem_key(private_pem(ecdsa.get(), "")));
  EXPECT_FALSE(read_pem_key(private_pem(ecdsa.get(), "password")));
}

}  // namespace
}  // namespace parley
