// SPDX-License-Identifier: Apache-2.0
#include "net/answer_head.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

/// The value of a field; "none" without such a line, "twice" for two.
std::string field(const std::string& head, const std::string& name) {
  const auto line = "\r\n" + name + ": ";
  const auto at = head.find(line);
  if (at == std::string::npos) return "none";
  if (head.find(line, at + 1) != std::string::npos) return "twice";
  const auto from = at + line.size();
  return head.substr(from, head.find("\r\n", from) - from);
}

TEST(AnswerHead, is_what_a_client_needs_to_read_the_body) {
  const http_answer answer{.status = 200, .body = "ok\n"};
  const auto head = head_text(answer, {}, {.keep_alive = true});
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_EQ(field(head, "Content-Length"), "3");
  EXPECT_EQ(field(head, "Connection"), "none");
  EXPECT_EQ(field(head, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(field(head_text({.status = 204}, {}, {}), "Content-Length"),
            "none");
  const http_answer shared{.status = 200, .shared = make_frame("page")};
  EXPECT_EQ(field(head_text(shared, {}, {}), "Content-Length"), "4");
}

TEST(AnswerHead, says_whether_the_connection_stays) {
  const http_answer answer{.status = 200};
  const auto says = [&](unsigned version, bool keep_alive) {
    return field(
        head_text(answer, {}, {.version = version, .keep_alive = keep_alive}),
        "Connection");
  };
  EXPECT_EQ(says(11, true), "none");
  EXPECT_EQ(says(11, false), "close");
  EXPECT_EQ(says(10, true), "keep-alive");
  EXPECT_EQ(says(10, false), "none");
  http_answer upgrade{.status = 426};
  upgrade.headers.emplace_back("Connection", "Upgrade");
  EXPECT_EQ(field(head_text(upgrade, {}, {}), "Connection"), "close, Upgrade");
}

TEST(AnswerHead, a_stream_has_no_length) {
  const http_answer answer{.status = 200};
  const auto head = head_text(answer, {}, {.is_stream = true, .chunked = true});
  EXPECT_EQ(field(head, "Transfer-Encoding"), "chunked");
  EXPECT_EQ(field(head, "Content-Length"), "none");
  const auto old = head_text(answer, {}, {.version = 10, .is_stream = true});
  EXPECT_EQ(field(old, "Transfer-Encoding"), "none");
  EXPECT_EQ(field(old, "Content-Length"), "none");
}

TEST(AnswerHead, fields_of_the_path_count_where_the_answer_has_none) {
  http_answer answer{.status = 413};
  answer.headers.emplace_back("Vary", "Origin");
  const header_views more{{"vary", "*"}, {"Access-Control-Allow-Origin", "x"}};
  const auto head = head_text(answer, more, {});
  EXPECT_EQ(field(head, "Vary"), "Origin");
  EXPECT_EQ(field(head, "vary"), "none");
  EXPECT_EQ(field(head, "Access-Control-Allow-Origin"), "x");
}

}  // namespace
}  // namespace parley
