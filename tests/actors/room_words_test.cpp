// SPDX-License-Identifier: Apache-2.0
// What a room lets its clients say.
#include "tests/actors/api_stage.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

class RoomWords : public ApiStage {
 protected:
  RoomWords() {
    auto& rooms = s.channels.without_namespace;
    rooms.publish_rate = 1;
    rooms.publish_burst = 2;
    s.set_rules();
  }

  std::string answer_to_publication(sdk_client& c) {
    c.says(R"({"id":2,"publish":{"channel":"a","data":1}})");
    return c.hears().back();
  }

  std::shared_ptr<fake_link> plain_member() {
    link_request request;
    request.room = "a";
    const auto link = s.connect(0, request);
    s.settle();
    return link;
  }
};

const std::string accepted = R"({"id":2,"publish":{}})";
const std::string refused =
    R"({"id":2,"error":{"code":111,"message":"too many requests",)"
    R"("temporary":true}})";

TEST_F(RoomWords, clients_together_publish_at_the_rate_of_the_room) {
  auto& a = client();
  auto& b = client(1);
  EXPECT_EQ(answer_to_publication(a), accepted);
  EXPECT_EQ(answer_to_publication(b), accepted);
  EXPECT_EQ(answer_to_publication(a), refused);
  s.advance(std::chrono::milliseconds(1'100));
  EXPECT_EQ(answer_to_publication(a), accepted);
  EXPECT_EQ(answer_to_publication(b), refused);
  EXPECT_FALSE(a.link->closed_with || b.link->closed_with);
}

TEST_F(RoomWords, rooms_do_not_share_their_rate) {
  auto& c = client();
  while (answer_to_publication(c) != refused) {
  }
  c.says(R"({"id":2,"publish":{"channel":"b","data":1}})");
  EXPECT_EQ(c.hears().back(), accepted);
}

TEST_F(RoomWords, a_plain_member_over_it_is_closed_with_1008_and_no_other) {
  const auto loud = plain_member(), quiet = plain_member();
  for (int i = 0; i < 3; ++i) {
    loud->says("hello");
    s.settle();
  }
  EXPECT_EQ(loud->closed_with, close_code::policy_violation);
  EXPECT_EQ(quiet->heard.size(), 2u);
  EXPECT_FALSE(quiet->closed_with);
  quiet->vanishes();
}

TEST_F(RoomWords, the_server_api_is_not_counted) {
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(call("publish", R"({"channel":"a","data":1})").find("error"),
              std::string::npos);
  EXPECT_EQ(answer_to_publication(client()), accepted);
}

}  // namespace
}  // namespace parley
