// SPDX-License-Identifier: Apache-2.0
#include "protocol/pem_key.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <string_view>

namespace parley {

namespace {

struct closer {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using bio = std::unique_ptr<BIO, closer>;
using evp_key = std::unique_ptr<EVP_PKEY, closer>;

/// For OpenSSL, which otherwise prompts at the terminal: there is no password.
int no_password(char*, int, int, void*) {
  return -1;
}

template <auto Read>
evp_key read(const std::string& pem) {
  const bio text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return evp_key(Read(text.get(), nullptr, &no_password, nullptr));
}

std::vector<std::string> algorithms_of_curve(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  std::size_t size = 0;
  EVP_PKEY_get_group_name(key, name.data(), name.size(), &size);
  const std::string_view curve(name.data(), size);
  if (curve == "prime256v1") return {"ES256"};
  if (curve == "secp384r1") return {"ES384"};
  if (curve == "secp521r1") return {"ES512"};
  return {};
}

std::string public_pem(const EVP_PKEY* key) {
  const bio memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(memory.get(), key);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<pem_key> read_pem_key(const std::string& pem) {
  auto key = read<PEM_read_bio_PUBKEY>(pem);
  const bool is_private = !key;
  if (is_private) key = read<PEM_read_bio_PrivateKey>(pem);
  // A failure leaves errors in this thread, which TLS would take for its own.
  ERR_clear_error();
  if (!key) return std::nullopt;
  const auto kind = EVP_PKEY_get_base_id(key.get());
  if (kind == EVP_PKEY_RSA)
    return pem_key{
        is_private, true, {"RS256", "RS384", "RS512"}, public_pem(key.get())};
  if (kind == EVP_PKEY_EC)
    return pem_key{is_private, false, algorithms_of_curve(key.get()),
                   public_pem(key.get())};
  return std::nullopt;
}

}  // namespace parley
