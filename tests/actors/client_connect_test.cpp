// SPDX-License-Identifier: Apache-2.0
// How a Centrifuge client gets in, stays alive and is ended in time.
#include "actors/client_session.hpp"
#include "tests/actors/sdk_stage.hpp"

namespace parley {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ClientConnect : public SdkStage {
 protected:
  /// Lets the time pass that the session asked for.
  void pass(sdk_client& c) {
    ASSERT_TRUE(c.link->wakes_after);
    s.advance(*c.link->wakes_after);
    c.link->wakes();
    s.settle();
  }
};

TEST_F(ClientConnect, nobody_comes_in_without_a_token_by_default) {
  s.options.insecure = false;
  auto& c = stranger();
  c.connects();
  EXPECT_EQ(c.link->closed_with, close_code::bad_request);
}

TEST_F(ClientConnect, anonymous_clients_come_in_when_they_may) {
  s.options.insecure = false;
  s.options.allow_anonymous_connect_without_token = true;
  auto& c = stranger();
  c.connects();
  EXPECT_EQ(c.hears().size(), 1u);
  EXPECT_FALSE(c.link->closed_with);
}

TEST_F(ClientConnect, one_who_does_not_connect_is_stale) {
  auto& c = stranger();
  EXPECT_EQ(c.link->wakes_after, s.options.stale_close_delay);
  pass(c);
  EXPECT_EQ(c.link->closed_with, close_code::stale);
}

TEST_F(ClientConnect, pings_and_is_answered) {
  auto& c = client();
  ASSERT_TRUE(c.link->wakes_after);
  EXPECT_GE(*c.link->wakes_after, s.bounds.ping_interval / 2);
  for (int i = 0; i < 3; ++i) {
    pass(c);
    EXPECT_EQ(c.hears(), lines{"{}"});
    c.says("{}");
    EXPECT_FALSE(c.link->closed_with);
  }
  c.says("{}");
  EXPECT_EQ(c.link->closed_with, close_code::bad_request) << "one too many";
}

TEST_F(ClientConnect, one_who_does_not_answer_a_ping_is_closed_with_3012) {
  auto& c = client();
  pass(c);
  EXPECT_EQ(c.link->wakes_after, s.bounds.pong_timeout);
  pass(c);
  EXPECT_EQ(c.link->closed_with, close_code::no_pong);
}

TEST_F(ClientConnect, a_session_of_an_expired_connection_is_closed_with_3005) {
  auto& c = client();
  const auto now =
      std::chrono::duration_cast<seconds>(s.actors.now().time_since_epoch())
          .count();
  anon_send(s.actors.user_directory_of(""),
            msg::user_order{"", "", {}, refresh_order{false, now + 3}});
  s.settle();
  EXPECT_EQ(c.hears(),
            lines{R"({"push":{"refresh":{"expires":true,"ttl":3}}})"});
  s.advance(seconds(3) + s.options.expired_close_delay);
  c.link->wakes();
  s.settle();
  EXPECT_EQ(c.link->closed_with, close_code::connection_expired);
}

TEST_F(ClientConnect, leaves_no_actor_behind) {
  auto& c = client();
  c.says(R"({"id":2,"subscribe":{"channel":"plain"}})");
  const auto with = s.running();
  c.link->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), with - 2) << "the session and the empty room";
}

}  // namespace
}  // namespace parley
