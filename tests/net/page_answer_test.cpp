// SPDX-License-Identifier: Apache-2.0
#include "net/page_answer.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(PageAnswer, is_for_those_who_read) {
  const http_answer short_text{.status = 200, .body = "ok"};
  for (const auto* method : {"GET", "HEAD"})
    EXPECT_EQ(answer_read({.method = method}, short_text).body, "ok");
  const auto refusal = answer_read({.method = "POST"}, short_text);
  EXPECT_EQ(refusal.status, 405u);
  EXPECT_EQ(refusal.headers.front().second, "GET, HEAD");
}

TEST(PageAnswer, a_page_runs_no_code_but_its_own) {
  const auto answer = answer_page({.method = "GET"}, *find_page_file("/"));
  EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
  bool has_policy = false;
  for (const auto& [name, value] : answer.headers)
    if (name == "Content-Security-Policy")
      has_policy = value.starts_with("default-src 'self'");
  EXPECT_TRUE(has_policy);
}

}  // namespace
}  // namespace parley
