// SPDX-License-Identifier: Apache-2.0
#include "lab/script/values.hpp"

#include "lab/script/words.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

using std::chrono::milliseconds;

template <class Parse>
std::string error_of(Parse parse) {
  try {
    parse();
  } catch (const syntax_error& error) {
    return error.what();
  }
  return "";
}

TEST(duration, has_a_unit) {
  EXPECT_EQ(parse_duration("200ms"), milliseconds(200));
  EXPECT_EQ(parse_duration("5s"), milliseconds(5'000));
  EXPECT_EQ(parse_duration("2m"), milliseconds(120'000));
  EXPECT_EQ(parse_duration("1440m"), duration_max);
}

TEST(duration, without_number_or_unit_is_an_error) {
  for (const auto word :
       {"", "5", "s", "ms", "5h", "-5s", "5 s", "1.5s", "5ss"})
    EXPECT_EQ(error_of([&] { parse_duration(word); }),
              '"' + std::string(word) +
                  "\" is not a duration such as 200ms, 5s or 1m");
}

TEST(duration, out_of_bounds_is_an_error) {
  for (const auto word : {"0s", "1441m", "99999999999999999m"})
    EXPECT_EQ(
        error_of([&] { parse_duration(word); }),
        "a duration is from 1ms to 24 hours, not \"" + std::string(word) + '"');
}

TEST(hex, becomes_bytes) {
  EXPECT_EQ(parse_hex(""), "");
  EXPECT_EQ(parse_hex("00ffA5"), std::string("\x00\xff\xa5", 3));
}

TEST(hex, with_half_a_byte_or_another_character_is_an_error) {
  for (const auto word : {"0", "00f", "0g", "g0", "0x00"})
    EXPECT_EQ(error_of([&] { parse_hex(word); }),
              '"' + std::string(word) +
                  "\" is not bytes as pairs of hex digits such as 00ff");
}

TEST(clients, are_one_name_or_a_range) {
  const auto alice = parse_clients("Alice_2-b");
  EXPECT_EQ(alice.name, "Alice_2-b");
  EXPECT_FALSE(alice.numbers);
  const auto many = parse_clients("c[1..100]");
  EXPECT_EQ(many.name, "c");
  ASSERT_TRUE(many.numbers);
  EXPECT_EQ(many.numbers->first, 1U);
  EXPECT_EQ(many.numbers->last, 100U);
}

TEST(clients, with_other_characters_are_an_error) {
  for (const auto word : {"al!ce", "", "[1..2]", "\xc3\xa4"})
    EXPECT_EQ(error_of([&] { parse_clients(word); }),
              '"' + std::string(word) +
                  "\" is not a client's name: letters, digits, - and _");
}

TEST(clients, in_a_range_that_is_not_one_are_an_error) {
  for (const auto word : {"c[", "c[]", "c[1]", "c[1..]", "c[..2]", "c[a..b]",
                          "c[1..2", "c[1..2]x"})
    EXPECT_EQ(error_of([&] { parse_clients(word); }),
              '"' + std::string(word) + "\" is not a range such as c[1..100]");
}

TEST(clients, in_an_empty_or_boundless_range_are_an_error) {
  EXPECT_EQ(error_of([] { parse_clients("c[2..1]"); }),
            "the range \"c[2..1]\" is empty");
  EXPECT_NO_THROW(parse_clients("c[1..10000]"));
  EXPECT_EQ(error_of([] { parse_clients("c[1..10001]"); }),
            "the range \"c[1..10001]\" names more than 10000 clients");
}

TEST(header, is_split_at_its_first_colon) {
  const auto origin = parse_header("Origin: http://evil:80");
  EXPECT_EQ(origin.name, "Origin");
  EXPECT_EQ(origin.value, "http://evil:80");
  EXPECT_EQ(parse_header("X-Empty:").value, "");
}

TEST(header, without_name_or_colon_is_an_error) {
  for (const auto text : {"Origin", ": value", "a b: c"})
    EXPECT_EQ(error_of([&] { parse_header(text); }),
              '"' + std::string(text) +
                  "\" is not a header such as \"Origin: http://host\"");
}

TEST(close_code, is_a_number_from_1000_to_4999) {
  EXPECT_EQ(parse_seen_code("1006"), 1006);
  EXPECT_EQ(parse_sent_code("4999"), 4999);
  for (const auto word : {"999", "5000", "normal", "-1", "70000"})
    EXPECT_EQ(error_of([&] { parse_seen_code(word); }),
              "a close code must be a number from 1000 to 4999, not \"" +
                  std::string(word) + '"');
}

TEST(close_code, that_stands_for_none_is_not_sent) {
  for (const auto word : {"1005", "1006", "1015"})
    EXPECT_EQ(error_of([&] { parse_sent_code(word); }),
              "close code " + std::string(word) +
                  " is never sent: it stands for a close without a code");
}

}  // namespace
}  // namespace parley::script
