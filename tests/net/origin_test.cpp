// SPDX-License-Identifier: Apache-2.0
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

TEST(Origin, default_ports_and_case_make_no_difference) {
  const auto own = [](std::string_view origin, std::string_view host) {
    return is_origin_allowed(origin, host, {});
  };
  EXPECT_TRUE(own("https://example.com", "example.com:443"));
  EXPECT_TRUE(own("http://example.com", "EXAMPLE.com:80"));
  EXPECT_TRUE(own("https://example.com:443", "example.com"));
  EXPECT_FALSE(own("http://example.com", "example.com:443"));
  EXPECT_TRUE(own("http://[::1]", "[::1]:80"));
  EXPECT_TRUE(allowed("https://a.example", {"https://A.Example"}));
  EXPECT_TRUE(allowed("https://a.example", {"HTTPS://a.example:443"}));
  EXPECT_TRUE(allowed("http://a.example", {"http://a.example:80"}));
  EXPECT_FALSE(allowed("http://a.example", {"http://a.example:443"}));
  EXPECT_TRUE(allowed("https://b.example:8443", {"https://*:8443"}));
  EXPECT_FALSE(allowed("https://b.example:8443", {"https://*:443"}));
}

TEST(Origin, of_our_own_tls_is_https) {
  EXPECT_FALSE(is_origin_allowed("http://a.example", "a.example", {}, true));
  EXPECT_TRUE(is_origin_allowed("https://a.example", "a.example", {}, true));
  EXPECT_TRUE(is_origin_allowed("http://b.example", "a.example",
                                {"http://b.example"}, true));
}

TEST(OriginPattern, that_a_browser_can_send_is_right) {
  for (const auto* text :
       {"*", "null", "file://", "https://a.example", "https://*.a.example",
        "http://localhost:5173", "http://[::1]:8080", "*://a.example",
        "*.a.example", "https://*", "capacitor://localhost",
        "chrome-extension://abc"})
    EXPECT_EQ(fault_of_origin_pattern(text), "") << text;
}

TEST(OriginPattern, that_no_browser_can_send_is_a_fault) {
  for (const auto* text :
       {"", "a.example", "a.example:443", "https://a.example/",
        "https://a.example/chat", "\"https://a.example\"",
        "[\"https://a.example\"]", "'https://a.example'", "https://",
        "://a.example", "https://a.example https://b.example",
        "https://a.example,https://b.example", "https://user@a.example",
        "https://a.example?x", "*/chat"})
    EXPECT_NE(fault_of_origin_pattern(text), "") << text;
}

TEST(Host, is_compared_without_its_port) {
  const std::vector<std::string> names{"localhost", "[::1]", "chat.example"};
  for (const auto* host : {"localhost", "LOCALHOST:8080", "[::1]", "[::1]:80",
                           "chat.example.", "chat.example:443"})
    EXPECT_TRUE(is_host_allowed(host, names)) << host;
  for (const auto* host : {"evil.example:8080", "localhost.evil.example", "",
                           "[::2]", "chat.example.evil"})
    EXPECT_FALSE(is_host_allowed(host, names)) << host;
  EXPECT_TRUE(is_host_allowed("any.where", {}));
  EXPECT_TRUE(is_host_allowed("any.where", {"*"}));
}

TEST(Origin, a_pattern_of_many_stars_is_cheap) {
  EXPECT_FALSE(allowed("https://" + std::string(5'000, 'a'),
                       {"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"}));
}

}  // namespace
}  // namespace parley
