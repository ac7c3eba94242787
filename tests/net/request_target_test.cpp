// SPDX-License-Identifier: Apache-2.0
#include "net/request_target.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace parley {
namespace {

TEST(RequestTarget, both_forms_have_the_same_path_and_query) {
  for (const auto* text :
       {"/chat/x?name=ann", "http://a.example/chat/x?name=ann",
        "HTTPS://a.example:8443/chat/x?name=ann"}) {
    const request_target target(text);
    ASSERT_TRUE(target.is_valid()) << text;
    EXPECT_EQ(target.url().encoded_path(), "/chat/x");
    EXPECT_EQ((*target.url().params().find("name")).value, "ann");
  }
}

// The WHATWG URL standard leaves these as they are in a path or query.
TEST(RequestTarget, what_browsers_do_not_encode_means_itself) {
  for (const std::string name :
       {"a|b", "a^b", "[a]", "{a}", "a\\b", "a`b", "100%", "%zz", "a%", "a%4",
        "\"a\"", "<a>", "\xc3\xa9", "a'b", "a:b@c", "%7Ca"}) {
    const auto text = "/chat/" + name + "?name=" + name;
    const request_target target(text);
    ASSERT_TRUE(target.is_valid()) << text;
    const auto expected = name == "%7Ca" ? std::string("|a") : name;
    EXPECT_EQ(target.url().segments().back(), expected);
    EXPECT_EQ((*target.url().params().find("name")).value, expected);
  }
}

TEST(RequestTarget, what_is_no_path_is_none) {
  for (const auto* text : {"", "*", "health", "ftp://a/x", "a.example:80",
                           "/a#b", "http:/a", "|", "%2fchat"})
    EXPECT_FALSE(request_target(text).is_valid()) << text;
}

}  // namespace
}  // namespace parley
