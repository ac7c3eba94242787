// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/reply_error.hpp"

#include "protocol/centrifuge/unsubscribe_code.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace parley {
namespace {

TEST(ReplyError, every_code_has_the_message_of_the_protocol) {
  const std::pair<int, std::string_view> table[] = {
      {100, "internal server error"}, {102, "unknown channel"},
      {103, "permission denied"},     {104, "method not found"},
      {105, "already subscribed"},    {106, "limit exceeded"},
      {107, "bad request"},           {108, "not available"},
      {109, "token expired"},         {110, "expired"},
      {111, "too many requests"},     {112, "unrecoverable position"},
  };
  for (const auto& [code, message] : table)
    EXPECT_EQ(message_of(static_cast<reply_error>(code)), message);
}

TEST(ReplyError, a_client_may_try_again_after_two_of_them) {
  for (int code = 100; code <= 112; ++code)
    EXPECT_EQ(is_temporary(static_cast<reply_error>(code)),
              code == 100 || code == 111)
        << code;
}

TEST(ReplyError, a_code_of_an_application_has_no_message) {
  EXPECT_EQ(message_of(static_cast<reply_error>(400)), "");
}

TEST(UnsubscribeCode, every_code_has_the_reason_of_the_protocol) {
  EXPECT_EQ(reason(unsubscribe_code{2000}), "server unsubscribe");
  EXPECT_EQ(reason(unsubscribe_code{2500}), "insufficient state");
  EXPECT_EQ(reason(unsubscribe_code{2501}), "subscription expired");
  EXPECT_EQ(reason(unsubscribe_code{1}), "");
}

}  // namespace
}  // namespace parley
