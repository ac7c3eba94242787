// SPDX-License-Identifier: Apache-2.0
// Subscriptions of a Centrifuge client: what it is told, and in which order.
#include "actors/client_channels.hpp"

#include "tests/actors/sdk_stage.hpp"

namespace parley {
namespace {

class ClientChannels : public SdkStage {
 protected:
  static std::string subscribe(int id, const std::string& rest) {
    return R"({"id":)" + std::to_string(id) + R"(,"subscribe":{"channel":"a")" +
           rest + "}}";
  }
  static std::string error(int id, int code, const std::string& text) {
    return R"({"id":)" + std::to_string(id) + R"(,"error":{"code":)" +
           std::to_string(code) + R"(,"message":")" + text + "\"}}";
  }
  static std::string publish(int id, int n) {
    return R"({"id":)" + std::to_string(id) +
           R"(,"publish":{"channel":"a","data":)" + std::to_string(n) + "}}";
  }
};

TEST_F(ClientChannels, the_reply_comes_before_anything_the_room_says) {
  auto& a = client();
  auto& b = client(1);
  a.says(subscribe(2, R"(,"join_leave":true)"));
  EXPECT_EQ(a.hears(), (lines{R"({"id":2,"subscribe":{}})",
                              R"({"push":{"channel":"a","join":{"info":)"
                              R"({"user":"","client":"<id>"}}}})"}));
  b.says(subscribe(2, "") + "\n" + publish(3, 1));
  const auto heard = b.hears();
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0], R"({"id":2,"subscribe":{}})");
  EXPECT_EQ(heard[1], R"({"push":{"channel":"a","pub":{"data":1,"info":)"
                      R"({"user":"","client":"<id>"},"offset":1,)"
                      R"("epoch":"<epoch>"}}})");
  EXPECT_EQ(heard[2], R"({"id":3,"publish":{}})");
}

TEST_F(ClientChannels, nothing_of_the_room_comes_behind_the_unsubscribe_reply) {
  auto& a = client();
  auto& b = client(1);
  a.says(subscribe(2, ""));
  b.says(subscribe(2, ""));
  static_cast<void>(a.hears());
  b.link->says(publish(3, 1));
  a.says(R"({"id":3,"unsubscribe":{"channel":"a"}})");
  b.says(publish(4, 2));
  const auto heard = a.hears();
  EXPECT_EQ(heard.back(), R"({"id":3,"unsubscribe":{}})");
  a.says(R"({"id":4,"unsubscribe":{"channel":"a"}})");
  EXPECT_EQ(a.hears(), lines{R"({"id":4,"unsubscribe":{}})"});
}

TEST_F(ClientChannels, presence_ends_before_the_unsubscribe_reply) {
  auto& a = client();
  a.says(subscribe(2, ""));
  a.says(R"({"id":3,"presence_stats":{"channel":"a"}})");
  a.says(R"({"id":4,"unsubscribe":{"channel":"a"}})"
         "\n"
         R"({"id":5,"presence_stats":{"channel":"a"}})");
  EXPECT_EQ(
      a.hears(),
      (lines{R"({"id":2,"subscribe":{}})",
             R"({"id":3,"presence_stats":{"num_clients":1,"num_users":1}})",
             R"({"id":4,"unsubscribe":{}})",
             R"({"id":5,"presence_stats":{"num_clients":0,"num_users":0}})"}));
}

TEST_F(ClientChannels, refuses_what_the_table_of_checks_refuses) {
  s.options.channel_limit = 1;
  auto& c = client();
  const auto told = [&](const std::string& command) {
    c.says(command);
    return c.hears().back();
  };
  EXPECT_EQ(told(R"({"id":2,"subscribe":{"channel":"none:a"}})"),
            error(2, 102, "unknown channel"));
  EXPECT_EQ(told(R"({"id":2,"subscribe":{"channel":")" + std::string(256, 'x') +
                 "\"}}"),
            error(2, 107, "bad request"));
  EXPECT_EQ(told(subscribe(2, R"(,"tf":{"key":"x"})")),
            error(2, 107, "bad request"));
  EXPECT_EQ(told(subscribe(2, R"(,"type":1)")),
            error(2, 103, "permission denied"));
  EXPECT_EQ(told(subscribe(2, R"(,"type":4)")), error(2, 108, "not available"));
  EXPECT_EQ(told(subscribe(2, R"(,"type":5)")), error(2, 107, "bad request"));
  EXPECT_EQ(told(R"({"id":2,"subscribe":{"channel":"none:a","type":4}})"),
            error(2, 102, "unknown channel"));
  c.says(subscribe(3, ""));
  EXPECT_EQ(told(subscribe(4, "")), error(4, 105, "already subscribed"));
  EXPECT_EQ(told(R"({"id":5,"subscribe":{"channel":"b"}})"),
            error(5, 106, "limit exceeded"));
  c.says(R"({"id":6,"subscribe":{"channel":"c","delta":"unheard of"}})");
}

TEST_F(ClientChannels, an_unknown_delta_is_closed_with_3501) {
  auto& c = client();
  c.says(subscribe(2, R"(,"delta":"other")"));
  EXPECT_EQ(c.link->closed_with, close_code::bad_request);
}

TEST_F(ClientChannels, recovers_exactly_what_was_missed) {
  auto& a = client();
  a.says(publish(2, 1) + "\n" + publish(3, 2) + "\n" + publish(4, 3));
  auto& b = client(1);
  b.says(subscribe(2, R"(,"recoverable":true,"recover":true,"offset":1)"));
  EXPECT_EQ(
      b.hears(),
      lines{R"({"id":2,"subscribe":{"recoverable":true,"epoch":"<epoch>",)"
            R"("publications":[{"data":2,"info":{"user":"","client":"<id>"},)"
            R"("offset":2},{"data":3,"info":{"user":"","client":"<id>"},)"
            R"("offset":3}],"recovered":true,"offset":1,"positioned":true,)"
            R"("was_recovering":true}})"});
}

TEST_F(ClientChannels, says_so_when_it_cannot_recover) {
  auto& a = client();
  a.says(publish(2, 1));
  auto& b = client();
  b.says(subscribe(2, R"(,"recoverable":true,"recover":true,"epoch":"_")"));
  EXPECT_EQ(b.hears(),
            lines{R"({"id":2,"subscribe":{"recoverable":true,)"
                  R"("epoch":"<epoch>","offset":1,"positioned":true,)"
                  R"("was_recovering":true}})"});
  auto& c = client();
  c.says(subscribe(
      2, R"(,"recoverable":true,"recover":true,"epoch":"_","flag":3)"));
  EXPECT_EQ(c.hears(), lines{error(2, 112, "unrecoverable position")});
  c.says(subscribe(3, ""));
  EXPECT_EQ(c.hears(), lines{R"({"id":3,"subscribe":{}})"});
}

TEST_F(ClientChannels, commands_for_a_room_wait_for_its_answer_in_order) {
  auto& c = client();
  c.says(subscribe(2, "") + "\n" + R"({"id":3,"unsubscribe":{"channel":"a"}})" +
         "\n" + subscribe(4, "") + "\n" + publish(5, 1));
  const auto heard = c.hears();
  ASSERT_EQ(heard.size(), 5u);
  EXPECT_EQ(heard[0], R"({"id":2,"subscribe":{}})");
  EXPECT_EQ(heard[1], R"({"id":3,"unsubscribe":{}})");
  EXPECT_EQ(heard[2], R"({"id":4,"subscribe":{}})");
  EXPECT_EQ(heard[4], R"({"id":5,"publish":{}})");
}

TEST_F(ClientChannels, a_link_that_goes_while_joining_leaves_nothing_behind) {
  auto& c = client();
  auto& other = client();
  c.link->says(subscribe(2, ""));
  c.link->vanishes();
  s.settle();
  other.says(R"({"id":2,"presence_stats":{"channel":"a"}})");
  EXPECT_EQ(
      other.hears(),
      lines{R"({"id":2,"presence_stats":{"num_clients":0,"num_users":0}})"});
}

}  // namespace
}  // namespace parley
