// SPDX-License-Identifier: Apache-2.0
// A Centrifuge client's commands: their order, and what ends the connection.
#include "actors/client_session.hpp"

#include "protocol/version.hpp"
#include "tests/actors/sdk_stage.hpp"

namespace parley {
namespace {

class ClientSession : public SdkStage {
 protected:
  /// The code that a fresh (or connected) client is closed with for this.
  std::optional<close_code> fate(bool connected, const std::string& frame) {
    auto& c = connected ? client() : stranger();
    c.says(frame);
    return c.link->closed_with;
  }
};

TEST_F(ClientSession, connects_and_subscribes_in_one_frame) {
  auto& c = stranger();
  c.says(R"({"connect":{"name":"js"},"id":1})"
         "\n"
         R"({"subscribe":{"channel":"a","flag":1},"id":2})");
  EXPECT_EQ(c.hears(),
            (lines{R"({"id":1,"connect":{"client":"<id>","version":"Parley )" +
                       std::string(version) + R"(","ping":25,"pong":true}})",
                   R"({"id":2,"subscribe":{}})"}));
}

TEST_F(ClientSession, what_breaks_the_protocol_is_closed_with_3501) {
  const auto bad = close_code::bad_request;
  EXPECT_EQ(fate(false, R"({"id":1,"subscribe":{"channel":"a"}})"), bad);
  EXPECT_EQ(fate(false, R"({"connect":{}})"), bad) << "no id";
  EXPECT_EQ(fate(false, "garbage"), bad);
  EXPECT_EQ(fate(false, ""), bad);
  EXPECT_EQ(fate(false, "{}"), bad) << "a pong before any ping";
  EXPECT_EQ(fate(true, "{}"), bad);
  EXPECT_EQ(fate(true, "\n{}"), bad);
  EXPECT_EQ(fate(true, R"({"id":2,"connect":{}})"), bad);
  EXPECT_EQ(fate(true, R"({"id":2,"ping":{}})"), bad);
  EXPECT_EQ(fate(true, R"({"id":2})"), bad);
  EXPECT_EQ(fate(true, R"({"subscribe":{"channel":"a"}})"), bad);
  for (const std::string each :
       {"subscribe", "unsubscribe", "publish", "presence", "presence_stats",
        "history", "sub_refresh"})
    EXPECT_EQ(fate(true, R"({"id":2,")" + each + R"(":{"channel":""}})"), bad)
        << each;
}

TEST_F(ClientSession, what_comes_before_a_malformed_command_is_handled) {
  auto& c = client();
  c.says(R"({"id":2,"rpc":{"method":"ping"}})"
         "\nnonsense");
  EXPECT_EQ(c.hears(), lines{R"({"id":2,"rpc":{}})"});
  EXPECT_EQ(c.link->closed_with, close_code::bad_request);
}

TEST_F(ClientSession, a_one_way_message_is_not_available) {
  EXPECT_EQ(fate(true, R"({"send":{"data":{}}})"), close_code::not_available);
}

TEST_F(ClientSession, an_rpc_without_a_handler_is_error_108) {
  auto& c = client();
  s.options.rpc_ping = false;
  c.says(R"({"id":2,"rpc":{"method":"ping"}})");
  EXPECT_EQ(
      c.hears(),
      lines{R"({"id":2,"error":{"code":108,"message":"not available"}})"});
}

TEST_F(ClientSession, another_rpc_than_ping_is_error_104) {
  auto& c = client();
  c.says(R"({"id":2,"rpc":{"method":"nobody"}})");
  EXPECT_EQ(
      c.hears(),
      lines{R"({"id":2,"error":{"code":104,"message":"method not found"}})"});
}

// Forged signatures cost more than all else that a client can say.
TEST_F(ClientSession, forged_subscription_tokens_are_few_and_dear) {
  s.options.insecure = false;
  s.options.allow_anonymous_connect_without_token = true;
  s.options.token.hmac_secret_key = "a secret of some length";
  s.options.command_rate = 0.001;
  s.options.command_burst = 1'000;
  s.set_rules();
  auto& c = client();
  for (std::size_t i = 1; i < bad_tokens_max; ++i) {
    c.says(R"({"id":2,"subscribe":{"channel":"a","token":"x.y.z"}})");
    EXPECT_EQ(
        c.hears(),
        lines{
            R"({"id":2,"error":{"code":103,"message":"permission denied"}})"});
    EXPECT_FALSE(c.link->closed_with);
  }
  c.says(R"({"id":2,"subscribe":{"channel":"a","token":"x.y.z"}})");
  EXPECT_EQ(c.link->closed_with, close_code::invalid_token);
}

TEST_F(ClientSession, a_forged_token_is_charged_as_ten_commands) {
  s.options.insecure = false;
  s.options.allow_anonymous_connect_without_token = true;
  s.options.token.hmac_secret_key = "a secret of some length";
  s.options.command_rate = 0.001;
  s.options.command_burst = 12;
  s.set_rules();
  auto& c = client();
  c.says(R"({"id":2,"subscribe":{"channel":"a","token":"x.y.z"}})");
  c.hears();
  const auto rpc = [&] { c.says(R"({"id":7,"rpc":{"method":"x"}})"); };
  for (int i = 0; i < 2; ++i) rpc();
  EXPECT_NE(c.hears().back().find(R"("code":104)"), std::string::npos);
  rpc();
  EXPECT_NE(c.hears().back().find(R"("code":111)"), std::string::npos);
}

TEST_F(ClientSession, too_many_commands_are_error_111_and_far_too_many_3013) {
  s.options.command_rate = 1;
  s.options.command_burst = 2;
  auto& c = client();
  const auto rpc = [&] { c.says(R"({"id":7,"rpc":{"method":"ping"}})"); };
  for (int i = 0; i < 2; ++i) rpc();
  EXPECT_EQ(c.hears().back(), R"({"id":7,"rpc":{}})");
  rpc();
  EXPECT_EQ(c.hears(), lines{R"({"id":7,"error":{"code":111,"message":)"
                             R"("too many requests","temporary":true}})"});
  rpc();
  EXPECT_FALSE(c.link->closed_with);
  rpc();
  EXPECT_EQ(c.link->closed_with, close_code::too_many_requests);
}

TEST_F(ClientSession, all_rooms_of_a_client_may_be_subscribed_to_at_once) {
  s.set_rates_of_people();
  auto& c = client();
  std::string commands;
  for (std::size_t i = 0; i < s.options.channel_limit; ++i)
    commands +=
        R"({"id":2,"subscribe":{"channel":")" + std::to_string(i) + "\"}}\n";
  c.says(commands);
  EXPECT_FALSE(c.link->closed_with);
  for (const auto& each : c.hears())
    EXPECT_EQ(each.find("error"), std::string::npos) << each;
}

TEST_F(ClientSession,
       bytes_over_the_rate_are_error_111_and_twice_as_many_3013) {
  s.bounds.byte_rate = 1;
  s.bounds.byte_burst = 1'000;
  auto& c = client();
  const auto rpc = R"({"id":7,"rpc":{"method":"ping","data":")" +
                   std::string(400, 'x') + "\"}}";
  c.says(rpc);
  EXPECT_EQ(c.hears(), lines{R"({"id":7,"rpc":{}})"});
  for (int i = 0; i < 2; ++i) {
    c.says(rpc);
    EXPECT_NE(c.hears().at(0).find("\"code\":111"), std::string::npos);
  }
  for (int i = 0; i < 2; ++i)
    if (!c.link->closed_with) c.says(rpc);
  EXPECT_EQ(c.link->closed_with, close_code::too_many_requests);
}

TEST_F(ClientSession, a_command_over_its_limit_is_error_107_and_the_next_goes) {
  s.options.command_size = 100;
  auto& c = client();
  c.says(R"({"id":2,"publish":{"channel":"a","data":")" +
         std::string(100, 'x') +
         "\"}}\n"
         R"({"id":3,"rpc":{"method":"ping"}})");
  EXPECT_EQ(c.hears(),
            (lines{R"({"id":2,"error":{"code":107,"message":"bad request"}})",
                   R"({"id":3,"rpc":{}})"}));
}

TEST_F(ClientSession, orders_of_the_application_reach_it) {
  auto& c = client();
  const auto order = [&](session_order what) {
    anon_send(s.actors.user_directory_of(""),
              msg::user_order{"", c.id(), {}, std::move(what)});
    s.settle();
  };
  order(subscribe_order{.room = "news"});
  EXPECT_EQ(
      c.hears(),
      lines{R"({"push":{"channel":"news","subscribe":{"recoverable":true,)"
            R"("epoch":"<epoch>","positioned":true}}})"});
  order(unsubscribe_order{"news"});
  EXPECT_EQ(c.hears(),
            lines{R"({"push":{"channel":"news","unsubscribe":)"
                  R"({"code":2000,"reason":"server unsubscribe"}}})"});
  order(disconnect_order{});
  EXPECT_EQ(c.link->closed_with, close_code::force_disconnect);
}

TEST_F(ClientSession, a_drain_takes_no_more_and_closes_with_3001) {
  auto& c = client();
  anon_send(s.actors.link_couriers[0],
            msg::close_links{close_code::going_away, {}});
  s.settle();
  EXPECT_EQ(c.link->closed_with, close_code::shutdown);
}

}  // namespace
}  // namespace parley
