// SPDX-License-Identifier: Apache-2.0
#include "actors/outcome_reply.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace parley {
namespace {

using centrifuge::format;
namespace api = centrifuge::api;

template <class Reply, class Op>
Reply error_reply(reply_error why) {
  return reply_of<Reply>(outcome<Op>(why), format::json);
}

TEST(OutcomeReply, an_error_of_the_room_is_the_error_of_the_call) {
  constexpr auto why = reply_error::internal;
  for (const auto& reply : {error_reply<api::Reply, op::publish>(why),
                            error_reply<api::Reply, op::presence>(why),
                            error_reply<api::Reply, op::count>(why),
                            error_reply<api::Reply, op::history>(why),
                            error_reply<api::Reply, op::clear>(why)}) {
    EXPECT_EQ(reply.error().code(), 100u);
    EXPECT_EQ(reply.error().message(), "internal server error");
    EXPECT_FALSE(reply.error().temporary()) << "only clients are told";
  }
}

TEST(OutcomeReply, a_client_learns_whether_it_may_try_again) {
  for (const auto& reply :
       {error_reply<centrifuge::Reply, op::publish>(reply_error::internal),
        error_reply<centrifuge::Reply, op::history>(reply_error::internal)}) {
    EXPECT_EQ(reply.error().code(), 100u);
    EXPECT_TRUE(reply.error().temporary());
  }
}

TEST(OutcomeReply, the_server_api_gets_the_position_of_a_publication) {
  const outcome<op::publish> found = published{{7, "epoch"}};
  const auto reply = reply_of<api::Reply>(found, format::json);
  EXPECT_EQ(reply.publish().offset(), 7u);
  EXPECT_EQ(reply.publish().epoch(), "epoch");
  const auto own = reply_of<centrifuge::Reply>(found, format::json);
  EXPECT_TRUE(own.has_publish());
  EXPECT_FALSE(own.has_error());
}

TEST(OutcomeReply, both_protocols_have_the_same_results) {
  const auto who = std::make_shared<const client_info>(client_info{
      .user = "u", .client = "c", .conn_info = {}, .chan_info = {}});
  const outcome<op::presence> members = present{{who}};
  EXPECT_EQ(reply_of<centrifuge::Reply>(members, format::json)
                .presence()
                .presence()
                .at("c")
                .user(),
            "u");
  EXPECT_EQ(reply_of<api::Reply>(members, format::json)
                .presence()
                .presence()
                .at("c")
                .user(),
            "u");
  const outcome<op::count> count = head_count{.connections = 3, .users = 2};
  EXPECT_EQ(reply_of<centrifuge::Reply>(count, format::protobuf)
                .presence_stats()
                .num_clients(),
            3u);
  EXPECT_EQ(
      reply_of<api::Reply>(count, format::json).presence_stats().num_users(),
      2u);
  const outcome<op::history> page = history_page{{5, "e"}, {}};
  EXPECT_EQ(reply_of<api::Reply>(page, format::json).history().offset(), 5u);
  EXPECT_EQ(reply_of<centrifuge::Reply>(page, format::json).history().epoch(),
            "e");
}

}  // namespace
}  // namespace parley
