#include "actors/api_replies.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(ApiReplies, an_error_of_the_room_is_the_error_of_the_call) {
  for (const auto& reply : {published_reply(reply_error::internal),
                            presence_reply(reply_error::internal),
                            head_count_reply(reply_error::internal),
                            history_reply(reply_error::internal),
                            cleared_reply(reply_error::internal)}) {
    EXPECT_EQ(reply.error().code(), 100u);
    EXPECT_EQ(reply.error().message(), "internal server error");
  }
}

TEST(ApiReplies, another_answer_than_the_one_awaited_is_an_internal_error) {
  EXPECT_EQ(published_reply(present{}).error().code(), 100u);
}

TEST(ApiReplies, a_position_is_given_on) {
  const auto reply = published_reply(published{{7, "epoch"}});
  EXPECT_EQ(reply.publish().offset(), 7u);
  EXPECT_EQ(reply.publish().epoch(), "epoch");
}

}  // namespace
}  // namespace parley
