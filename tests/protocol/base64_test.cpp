// SPDX-License-Identifier: Apache-2.0
#include "protocol/base64.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(base64, reads_the_examples_of_rfc_4648) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("Zm9vYmFy"), "foobar");
}

TEST(base64, writes_what_it_reads) {
  EXPECT_EQ(encode_base64(""), "");
  EXPECT_EQ(encode_base64("f"), "Zg==");
  EXPECT_EQ(encode_base64("fo"), "Zm8=");
  EXPECT_EQ(encode_base64("foo"), "Zm9v");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
    EXPECT_EQ(decode_base64(encode_base64(all)), all);
  }
}

TEST(base64, does_without_padding_but_not_with_a_wrong_one) {
  EXPECT_EQ(decode_base64("Zm8"), "fo");
  EXPECT_EQ(decode_base64("Zg"), "f");
  EXPECT_EQ(decode_base64("Zg="), std::nullopt);
  EXPECT_EQ(decode_base64("Zg==="), std::nullopt);
  EXPECT_EQ(decode_base64("===="), std::nullopt);
  EXPECT_EQ(decode_base64("Zm9v===="), std::nullopt);
  EXPECT_EQ(decode_base64("Zg==Zg=="), std::nullopt);
  EXPECT_EQ(decode_base64url("Zg=="), std::nullopt);
}

TEST(base64, has_two_alphabets_that_do_not_mix) {
  EXPECT_EQ(decode_base64("+/+/"), "\xfb\xff\xbf");
  EXPECT_EQ(decode_base64url("-_-_"), "\xfb\xff\xbf");
  EXPECT_EQ(decode_base64("-_-_"), std::nullopt);
  EXPECT_EQ(decode_base64url("+/+/"), std::nullopt);
}

TEST(base64, has_one_text_for_each_sequence_of_bytes) {
  EXPECT_EQ(decode_base64url("Zg"), "f");
  EXPECT_EQ(decode_base64url("Zh"), std::nullopt);
  EXPECT_EQ(decode_base64url("Zm9"), std::nullopt);
  EXPECT_EQ(decode_base64url("Z"), std::nullopt);
}

TEST(base64, refuses_every_byte_that_is_no_digit) {
  int digits = 0;
  for (int byte = 0; byte < 256; ++byte)
    digits += decode_base64url(std::string("AA") + static_cast<char>(byte) +
                               "A") != std::nullopt;
  EXPECT_EQ(digits, 64);
}

TEST(base64, gives_all_bytes_back) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes += static_cast<char>(byte);
    EXPECT_EQ(decode_base64url(encode_base64url(bytes)), bytes);
  }
}

}  // namespace
}  // namespace parley
