// SPDX-License-Identifier: Apache-2.0
#include "protocol/name_hash.hpp"

#include "protocol/ids.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace parley {
namespace {

// The key and the inputs of the reference implementation's vectors: bytes 00,
// 01, 02, ...
constexpr hash_key reference_key{0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::string counting(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i);
  return text;
}

TEST(NameHash, gives_what_the_reference_implementation_gives) {
  EXPECT_EQ(siphash(reference_key, counting(0)), 0x726fdb47dd0e0e31u);
  EXPECT_EQ(siphash(reference_key, counting(1)), 0x74f839c593dc67fdu);
  EXPECT_EQ(siphash(reference_key, counting(7)), 0xab0200f58b01d137u);
  EXPECT_EQ(siphash(reference_key, counting(8)), 0x93f5f5799a932462u);
  // The example of the paper, appendix A.
  EXPECT_EQ(siphash(reference_key, counting(15)), 0xa129ca6149be45e5u);
}

TEST(NameHash, depends_on_the_key) {
  EXPECT_NE(siphash({1, 2}, "lobby"), siphash({1, 3}, "lobby"));
  EXPECT_NE(siphash({1, 2}, "lobby"), siphash({0, 2}, "lobby"));
}

// Whoever searches for names of one bucket in a process of the same build does
// not find those of this process.
TEST(NameHash, a_process_that_chose_a_key_hashes_otherwise) {
  const auto before = hash_of_name("lobby");
  EXPECT_EQ(before, siphash({}, "lobby"));
  choose_hash_key();
  const auto chosen = hash_of_name("lobby");
  EXPECT_NE(chosen, before);
  choose_hash_key();
  EXPECT_EQ(hash_of_name("lobby"), chosen) << "tables would be lost";
}

TEST(NameHash, names_are_spread_over_loops) {
  std::array<int, 4> rooms{};
  for (int i = 0; i < 4'000; ++i)
    ++rooms.at(loop_of("room-" + std::to_string(i), rooms.size()));
  for (const auto each : rooms) EXPECT_NEAR(each, 1'000, 150);
}

}  // namespace
}  // namespace parley
