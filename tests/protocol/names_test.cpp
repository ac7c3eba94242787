#include "protocol/names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

bool member(std::string_view name) {
  return is_member_name(name, 64);
}

TEST(MemberName, ordinary_names_are_names) {
  EXPECT_TRUE(member("alice"));
  EXPECT_TRUE(member("Zoë Müller"));
  EXPECT_TRUE(member("日本語"));
  EXPECT_TRUE(member("🙂"));
  EXPECT_TRUE(member("a] b"));
}

TEST(MemberName, length_is_counted_in_characters) {
  EXPECT_TRUE(member(std::string(64, 'a')));
  EXPECT_FALSE(member(std::string(65, 'a')));
  std::string wide;
  for (int i = 0; i < 64; ++i) wide += "🙂";
  EXPECT_TRUE(member(wide));
  EXPECT_FALSE(member(wide + "a"));
}

TEST(MemberName, nothing_is_no_name) {
  EXPECT_FALSE(member(""));
}

TEST(MemberName, control_characters_are_refused) {
  EXPECT_FALSE(member("a\nb"));
  EXPECT_FALSE(member(std::string_view("a\0b", 3)));
  EXPECT_FALSE(member("\x7f"));
  EXPECT_FALSE(member("\xc2\x80"));
  EXPECT_FALSE(member("\xc2\x9f"));
  EXPECT_TRUE(member("\xc2\xa0"));
}

TEST(MemberName, what_rewrites_the_line_around_it_is_refused) {
  EXPECT_FALSE(
      member("a\u202e"
             "b"));
  EXPECT_FALSE(
      member("a\u2028"
             "b"));
  EXPECT_FALSE(
      member("a\u2066"
             "b"));
  EXPECT_TRUE(
      member("a\u2027"
             "b"));
  EXPECT_TRUE(
      member("a\u2026"
             "b"));
}

TEST(MemberName, bytes_that_are_not_utf8_are_refused) {
  EXPECT_FALSE(member("\xff"));
  EXPECT_FALSE(member("\xc3"));
  EXPECT_FALSE(member("\xed\xa0\x80"));
}

TEST(RoomName, length_is_counted_in_bytes) {
  EXPECT_TRUE(is_room_name(std::string(255, 'r'), 255));
  EXPECT_FALSE(is_room_name(std::string(256, 'r'), 255));
  EXPECT_FALSE(is_room_name("", 255));
}

TEST(RoomName, slashes_and_spaces_are_allowed_and_controls_are_not) {
  EXPECT_TRUE(is_room_name("news/today is fine", 255));
  EXPECT_FALSE(is_room_name("news\r\n", 255));
}

}  // namespace
}  // namespace parley
