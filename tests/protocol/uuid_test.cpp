// SPDX-License-Identifier: Apache-2.0
#include "protocol/uuid.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Uuid, version_and_variant_are_set_whatever_the_numbers) {
  EXPECT_EQ(make_uuid(0, 0), "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(make_uuid(~0ull, ~0ull), "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(Uuid, all_other_bits_are_of_the_numbers_in_order) {
  EXPECT_EQ(make_uuid(0x0123'4567'89ab'cdef, 0x2edc'ba98'7654'3210),
            "01234567-89ab-4def-aedc-ba9876543210");
}

TEST(Uuid, each_random_bit_makes_another_one) {
  const auto zero = make_uuid(0, 0);
  int different = 0;
  for (int bit = 0; bit < 64; ++bit) {
    different += make_uuid(1ull << bit, 0) != zero;
    different += make_uuid(0, 1ull << bit) != zero;
  }
  EXPECT_EQ(different, 122);
}

}  // namespace
}  // namespace parley
