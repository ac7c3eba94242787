#include "net/origin.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

bool allowed(std::string_view origin, std::vector<std::string> patterns = {}) {
  return is_origin_allowed(origin, "chat.example:8080", patterns);
}

TEST(Origin, who_is_no_browser_is_let_in) {
  EXPECT_TRUE(allowed(""));
}

TEST(Origin, our_own_pages_are_let_in) {
  EXPECT_TRUE(allowed("http://chat.example:8080"));
  EXPECT_TRUE(allowed("https://CHAT.example:8080"));
}

TEST(Origin, other_pages_are_not) {
  EXPECT_FALSE(allowed("http://evil.example"));
  EXPECT_FALSE(allowed("http://chat.example"));
  EXPECT_FALSE(allowed("http://evil.example/chat.example:8080"));
  EXPECT_FALSE(allowed("null"));
}

TEST(Origin, patterns_let_others_in) {
  EXPECT_TRUE(allowed("https://app.example", {"https://app.example"}));
  EXPECT_TRUE(allowed("https://eu.app.example", {"https://*.app.example"}));
  EXPECT_FALSE(allowed("https://app.example.evil", {"https://*.app.example"}));
  EXPECT_FALSE(allowed("http://eu.app.example", {"https://*.app.example"}));
  EXPECT_TRUE(allowed("https://any.where", {"*"}));
  EXPECT_FALSE(allowed("https://a", {""}));
}

TEST(Origin, a_pattern_of_many_stars_is_cheap) {
  EXPECT_FALSE(allowed("https://" + std::string(5'000, 'a'),
                       {"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"}));
}

}  // namespace
}  // namespace parley
