// SPDX-License-Identifier: Apache-2.0
#include "protocol/names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using named = std::optional<std::string>;

named member(std::string_view text) {
  return clean_member_name(text, 64);
}

named room(std::string_view text) {
  return clean_room_name(text, 255);
}

TEST(MemberName, ordinary_names_stay_as_they_are) {
  for (const auto* name :
       {"alice", "Zoë Müller", "日本語", "🙂", "a(b)", "O'Neill", "-", "42",
        "محمد", "हिन्दी", "Jürgen 🎈", "a\u2027b", "a\u2026b", "«x»"})
    EXPECT_EQ(member(name), name) << name;
}

TEST(MemberName, length_is_counted_in_characters) {
  EXPECT_TRUE(member(std::string(64, 'a')));
  EXPECT_FALSE(member(std::string(65, 'a')));
  std::string wide;
  for (int i = 0; i < 64; ++i) wide += "🙂";
  EXPECT_TRUE(member(wide));
  EXPECT_FALSE(member(wide + "a"));
}

TEST(MemberName, nothing_that_is_seen_is_no_name) {
  for (const auto* name :
       {"",           " ",      "   ",    "\u00a0",       "\u2003",
        "\u3000",     "\u200b", "\u3164", "\u115f",       "\u00ad",
        "\u2060",     "\ufeff", "\u180e", "\u034f",       "\ufe0f",
        "\U000e0041", "\u2800", "\u0301", "\u200d\u200d", " \u200b\u00a0"})
    EXPECT_FALSE(member(name)) << name;
}

TEST(MemberName, what_nobody_sees_is_left_out) {
  for (const auto* name :
       {"a\u200bnn", "ann\u200b",
        "\ufeff"
        "ann",
        "an\u00adn", "an\u2060n", "ann\ufe0f", "ann\U000e0041", " ann", "ann ",
        "\u00a0"
        "ann\u3000",
        "ann\u2800", "ann\u200d", "ann\u3164"})
    EXPECT_EQ(member(name), "ann") << name;
  EXPECT_EQ(member("Ann \u00a0 Lee"), "Ann Lee");
  EXPECT_EQ(member("Ann\u3000Lee"), "Ann Lee");
}

TEST(MemberName, one_spelling_is_chosen_of_what_unicode_calls_equal) {
  EXPECT_EQ(member("Jose\u0301"), "José");
  EXPECT_EQ(member("\u212bngstro\u0308m"), "Ångström");
  EXPECT_EQ(room("cafe\u0301"), "café");
}

TEST(MemberName, control_characters_are_refused) {
  EXPECT_FALSE(member("a\nb"));
  EXPECT_FALSE(member("a\rb"));
  EXPECT_FALSE(member("a\tb"));
  EXPECT_FALSE(member(std::string_view("a\0b", 3)));
  EXPECT_FALSE(member("a\x7f"));
  EXPECT_FALSE(member("a\xc2\x80"));
  EXPECT_FALSE(member("a\xc2\x85"));
  EXPECT_FALSE(member("a\xc2\x9f"));
}

// The property Bidi_Control, all twelve of it, and the two separators.
TEST(MemberName, what_rewrites_the_line_around_it_is_refused) {
  for (const auto* c :
       {"\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
        "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028", "\u2029"}) {
    EXPECT_FALSE(member(std::string("a") + c + "b")) << c;
    EXPECT_FALSE(room(std::string("a") + c + "b")) << c;
  }
}

TEST(MemberName, characters_without_a_meaning_are_refused) {
  for (const auto* c : {"\ue000", "\U000f0000", "\ufdd0", "\xef\xbf\xbf",
                        "\u0378", "\ufff9", "\U0010fffe"}) {
    EXPECT_FALSE(member(std::string("a") + c)) << c;
    EXPECT_FALSE(room(std::string("a") + c)) << c;
  }
}

TEST(MemberName, square_brackets_are_refused_however_they_are_drawn) {
  for (const auto* name : {"bob] I quit", "[bob", "a]", "a\uff3d",
                           "\uff3b"
                           "a"})
    EXPECT_FALSE(member(name)) << name;
}

TEST(MemberName, bytes_that_are_not_utf8_are_refused) {
  EXPECT_FALSE(member("\xff"));
  EXPECT_FALSE(member("\xc3"));
  EXPECT_FALSE(member("\xed\xa0\x80"));
}

// What is cleaned is clean.
TEST(MemberName, cleaning_twice_changes_nothing) {
  for (char32_t c = 1; c < 0x3200; ++c) {
    std::string text = "a";
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += static_cast<char>(0xc0 | c >> 6);
      text += static_cast<char>(0x80 | (c & 0x3f));
    } else {
      text += static_cast<char>(0xe0 | c >> 12);
      text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
      text += static_cast<char>(0x80 | (c & 0x3f));
    }
    if (const auto once = member(text)) {
      EXPECT_EQ(member(*once), once) << text;
      EXPECT_EQ(as_name_in_line(*once), *once) << text;
    }
    if (const auto once = room(text)) {
      EXPECT_EQ(room(*once), once) << text;
      EXPECT_TRUE(is_room_name(*once, 255)) << text;
    }
  }
}

TEST(RoomName, length_is_counted_in_bytes) {
  EXPECT_TRUE(is_room_name(std::string(255, 'r'), 255));
  EXPECT_FALSE(is_room_name(std::string(256, 'r'), 255));
  EXPECT_FALSE(is_room_name("", 255));
}

TEST(RoomName, ascii_stays_as_it_is_and_controls_are_refused) {
  EXPECT_TRUE(is_room_name("news/today is fine", 255));
  EXPECT_TRUE(is_room_name("[news]  ", 255));
  EXPECT_FALSE(is_room_name("news\r\n", 255));
  EXPECT_FALSE(is_room_name("news\x1b[31m", 255));
  EXPECT_FALSE(is_room_name("   ", 255));
}

TEST(RoomName, two_rooms_do_not_look_the_same) {
  EXPECT_EQ(room("ne\u200bws"), "news");
  EXPECT_EQ(room("❤\ufe0f"), "❤");
  EXPECT_FALSE(room("a\u00a0b"));
  EXPECT_FALSE(is_room_name("cafe\u0301", 255));
  EXPECT_TRUE(is_room_name("café", 255));
}

TEST(LookOfName, is_one_for_names_that_are_taken_for_each_other) {
  const auto ann = look_of("ann");
  for (const auto* name : {"ann", "ANN", "Ann", "\u0430nn", "a\u200bnn",
                           "\uff41nn", "ann\ufe0f", "a\u00adnn"})
    EXPECT_EQ(look_of(name), ann) << name;
  for (const auto* name : {"anna", "an", "ann-2", "bob", "än", "anñ"})
    EXPECT_NE(look_of(name), ann) << name;
  EXPECT_EQ(look_of("paypal"), look_of("pаypаl"));
  EXPECT_EQ(look_of("Alice"), look_of("AIice"));
  EXPECT_EQ(look_of("José"), look_of("Jose\u0301"));
}

TEST(LookOfName, does_not_depend_on_what_else_is_in_the_name) {
  // ASCII has a way of its own.
  for (char c = ' '; c <= '~'; ++c) {
    const std::string one(1, c);
    EXPECT_EQ(look_of(one + "ü"), look_of(one) + look_of("ü")) << one;
  }
}

TEST(ReservedName, is_that_of_the_server_in_any_spelling) {
  for (const auto* name : {"server", "Server", "SERVER", "sеrvеr",
                           "\uff33\uff25\uff32\uff36\uff25\uff32"})
    EXPECT_TRUE(is_reserved_name(name)) << name;
  for (const auto* name : {"serve", "servers", "server-2", "observer", ""})
    EXPECT_FALSE(is_reserved_name(name)) << name;
}

TEST(NameInLine, cannot_end_the_line_or_the_brackets) {
  EXPECT_EQ(as_name_in_line("ann"), "ann");
  EXPECT_EQ(as_name_in_line("Zoë"), "Zoë");
  EXPECT_EQ(as_name_in_line(""), "");
  EXPECT_EQ(as_name_in_line("a] b [c"), "a\ufffd b \ufffdc");
  EXPECT_EQ(as_name_in_line("a\nb\r\u2028"), "a\ufffdb\ufffd\ufffd");
  EXPECT_EQ(as_name_in_line("a\u202e\u061c"), "a\ufffd\ufffd");
  EXPECT_EQ(as_name_in_line("\uff3d"), "\ufffd");
  EXPECT_EQ(as_name_in_line("a\u200b"), "a");
  EXPECT_EQ(as_name_in_line("\x1b]0;x\x07"), "\ufffd\ufffd0;x\ufffd");
  EXPECT_EQ(as_name_in_line("a\xff"), "a\ufffd");
}

}  // namespace
}  // namespace parley
