// SPDX-License-Identifier: Apache-2.0
#include "store/cluster_seal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <new>

namespace parley {

namespace {

/// No message of protocol/peer and no JSON begins with it: 0xff would be a
/// field of wire type 7, which does not exist.
constexpr std::string_view mark = "\xffPs1";

struct mac_deleter {
  void operator()(EVP_MAC* each) const { EVP_MAC_free(each); }
  void operator()(EVP_MAC_CTX* each) const { EVP_MAC_CTX_free(each); }
};

// Fails only without memory: OpenSSL always has HMAC-SHA256.
void require(bool holds) {
  if (!holds) throw std::bad_alloc();
}

const unsigned char* octets_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Each part with its length before it, so that no two lists of parts have
/// equal bytes.
class mac {
 public:
  mac(const unsigned char* key, std::size_t size) {
    static const std::unique_ptr<EVP_MAC, mac_deleter> hmac(
        EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    require(hmac != nullptr);
    context_.reset(EVP_MAC_CTX_new(hmac.get()));
    require(context_ != nullptr);
    char digest[] = "SHA256";
    const OSSL_PARAM wanted[] = {
        OSSL_PARAM_construct_utf8_string("digest", digest, 0),
        OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(context_.get(), key, size, wanted) == 1);
  }

  void add(std::string_view part) {
    std::array<unsigned char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
      length[i] = static_cast<unsigned char>(
          std::uint64_t{part.size()} >> (8 * i) & 0xff);
    require(EVP_MAC_update(context_.get(), length.data(), length.size()) == 1);
    require(EVP_MAC_update(context_.get(), octets_of(part), part.size()) == 1);
  }

  void finish(unsigned char* out, std::size_t size) {
    std::size_t written = 0;
    require(EVP_MAC_final(context_.get(), out, &written, size) == 1);
  }

 private:
  std::unique_ptr<EVP_MAC_CTX, mac_deleter> context_;
};

}  // namespace

// Clusters with one secret by mistake still do not open each other's bytes.
cluster_seal::cluster_seal(std::string_view secret, std::string_view name)
    : has_secret_(!secret.empty()) {
  if (!has_secret_) return;
  mac derived(octets_of(secret), secret.size());
  derived.add("parley cluster");
  derived.add(name);
  derived.finish(key_.data(), key_.size());
}

cluster_seal::tag cluster_seal::tag_of(std::string_view place,
                                       std::string_view bytes) const {
  mac sum(key_.data(), key_.size());
  sum.add(place);
  sum.add(bytes);
  tag out{};
  sum.finish(out.data(), out.size());
  return out;
}

std::string cluster_seal::close(std::string_view place,
                                std::string_view bytes) const {
  if (!has_secret_) return std::string(bytes);
  const auto made = tag_of(place, bytes);
  std::string out;
  out.reserve(mark.size() + made.size() + bytes.size());
  out += mark;
  out.append(reinterpret_cast<const char*>(made.data()), made.size());
  out += bytes;
  return out;
}

std::optional<std::string_view> cluster_seal::open(
    std::string_view place, std::string_view sealed) const {
  if (!has_secret_)
    return sealed.starts_with(mark) ? std::nullopt : std::optional(sealed);
  if (!sealed.starts_with(mark) || sealed.size() < mark.size() + tag_size)
    return std::nullopt;
  const auto found = sealed.substr(mark.size(), tag_size);
  const auto bytes = sealed.substr(mark.size() + tag_size);
  const auto right = tag_of(place, bytes);
  if (CRYPTO_memcmp(found.data(), right.data(), tag_size) != 0)
    return std::nullopt;
  return bytes;
}

}  // namespace parley
