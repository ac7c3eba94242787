// SPDX-License-Identifier: Apache-2.0
#include "protocol/name_hash.hpp"

#include <bit>
#include <cstring>
#include <random>

namespace parley {

namespace {

/// Written once, before other threads run.
hash_key process_key{};

struct sip_state {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }

  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

// The algorithm reads words in little endian, as all machines that we build for
// have them.
static_assert(std::endian::native == std::endian::little);

std::uint64_t word_at(const char* at, std::size_t size) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, size);
  return word;
}

}  // namespace

std::uint64_t siphash(const hash_key& key, std::string_view text) {
  constexpr std::size_t word_size = 8;
  sip_state s{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
              key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
  const std::uint64_t length = text.size();
  while (text.size() >= word_size) {
    s.take(word_at(text.data(), word_size));
    text.remove_prefix(word_size);
  }
  s.take(word_at(text.data(), text.size()) | length << 56);
  s.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) s.round();
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

std::uint64_t hash_of_name(std::string_view name) {
  return siphash(process_key, name);
}

void choose_hash_key() {
  static const auto chosen = [] {
    std::random_device entropy;
    hash_key random;
    for (auto& word : random) word = std::uint64_t{entropy()} << 32 | entropy();
    return random;
  }();
  process_key = chosen;
}

}  // namespace parley
