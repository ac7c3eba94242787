// SPDX-License-Identifier: Apache-2.0
#include "protocol/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace parley {
namespace {

TEST(Utf8Prefix, characters_are_never_cut) {
  EXPECT_EQ(utf8_prefix("abc", 5), "abc");
  EXPECT_EQ(utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(utf8_prefix("aé", 2), "a");
  EXPECT_EQ(utf8_prefix("🙂", 3), "");
}

/// Text of characters of every length.
rc::Gen<std::string> any_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(
          rc::gen::element<std::string>(
              "a", "\x7f", "é", "\xc2\x80", "世", "\xe0\xa0\x80",
              "\xed\x9f\xbf", "🎉", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf")),
      [](const std::vector<std::string>& characters) {
        std::string text;
        for (const auto& each : characters) text += each;
        return text;
      });
}

/// The length at which `text`, growing by `step`, was found to be wrong.
std::size_t wrong_at(const std::string& text, std::size_t step) {
  utf8_check check;
  for (std::size_t n = std::min(step, text.size());; n += step) {
    n = std::min(n, text.size());
    if (!check.grown(std::string_view(text).substr(0, n))) return n;
    if (n == text.size()) return std::string::npos;
  }
}

RC_GTEST_PROP(Utf8Check, text_is_right_however_it_grows, ()) {
  const auto text = *any_text();
  const auto step = *rc::gen::inRange<std::size_t>(1, 9);
  RC_ASSERT(wrong_at(text, step) == std::string::npos);
  utf8_check check;
  RC_ASSERT(check.grown(text));
  RC_ASSERT(check.complete(text));
}

// Whatever comes behind the first wrong byte can not mend it, and what is
// before it could have been right.
RC_GTEST_PROP(Utf8Check, the_first_wrong_byte_is_found_at_once, ()) {
  const auto good = *any_text();
  const auto bytes = good + *rc::gen::string<std::string>();
  const auto found = wrong_at(bytes, 1);
  utf8_check whole;
  const bool begins_well = whole.grown(bytes);
  RC_ASSERT(begins_well == (found == std::string::npos));
  RC_ASSERT(is_utf8(bytes) == (begins_well && whole.complete(bytes)));
  if (begins_well) return;
  RC_ASSERT(found > good.size());
  RC_ASSERT(wrong_at(bytes.substr(0, found - 1), 1) == std::string::npos);
}

TEST(Utf8Check, what_is_cut_off_is_not_complete) {
  for (const std::string text : {"\xc3", "a\xe2", "\xe2\x82", "\xf0\x9f\x8e"}) {
    utf8_check check;
    EXPECT_TRUE(check.grown(text));
    EXPECT_FALSE(check.complete(text));
  }
}

}  // namespace
}  // namespace parley
