// SPDX-License-Identifier: Apache-2.0
// What scripts do in rooms, against a server that says what it is told to.
#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

// Runs lines for a client that is connected already: line 1 of the script.
std::string run_rooms(std::string_view lines,
                      std::chrono::milliseconds timeout = patient) {
  const test_server server;
  return run_script(server.url(), "a connect centrifuge\n" + std::string(lines),
                    timeout);
}

TEST(room_command, waits_for_its_reply) {
  EXPECT_EQ(run_rooms("a subscribe news recoverable join_leave\n"
                      "a publish news {\"n\":1}\n"
                      "a unsubscribe news\n"
                      "a expect-none 20ms\n"),
            "");
  EXPECT_EQ(run_rooms("a send !next {}\n"
                      "a subscribe news\n",
                      brief),
            "3: expected a reply to subscribe, got nothing within 500ms");
}

TEST(room_command, fails_on_an_error_that_is_not_expected) {
  const std::string denied =
      R"(a send !next {"id":2,"error":{"code":103,"message":"denied"}})"
      "\n";
  EXPECT_EQ(run_rooms(denied + "a publish news 1\n"),
            "3: expected a reply to publish, got error 103 \"denied\"");
  EXPECT_EQ(run_rooms(denied + "a publish news error=103 1\n"), "");
  EXPECT_EQ(run_rooms("a subscribe news error=103\n"),
            "2: expected error 103, got a reply to subscribe");
}

TEST(room_command, fails_on_a_close_that_is_not_expected) {
  EXPECT_EQ(run_rooms("a send !close 3501 bad\n"
                      "a subscribe news closed=3501\n"
                      "a connect centrifuge\n"),
            "");
  EXPECT_EQ(run_rooms("a send !close 3501 bad\n"
                      "a subscribe news\n"),
            "3: expected a reply to subscribe, got close 3501 \"bad\"");
  EXPECT_EQ(run_rooms("a send !close 3501 bad\n"
                      "a subscribe news closed=3500\n"),
            "3: expected close 3500, got close 3501 \"bad\"");
}

TEST(room_command, is_for_clients_that_speak_the_protocol) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "a connect /echo\na publish news 1\n"),
            "2: a speaks no Centrifuge: it needs a connect centrifuge");
}

TEST(expect_pub, takes_the_rooms_next_push_and_leaves_other_rooms_alone) {
  EXPECT_EQ(run_rooms(R"(
a send !say {"push":{"channel":"other","pub":{"data":0}}}
a send !say {"push":{"channel":"news","pub":{"data":{"n":1},"offset":5}}}
a expect-pub news offset=5 { "n": 1 }
a expect-pub other 0
)"),
            "");
}

TEST(expect_pub, fails_on_other_data_and_when_nothing_comes) {
  EXPECT_EQ(run_rooms(R"(
a send !say {"push":{"channel":"news","pub":{"data":1}}}
a expect-pub news 2
)"),
            "4: expected publication 2, got publication 1 in news");
  EXPECT_EQ(run_rooms("a expect-pub news 2\n", brief),
            "2: expected publication 2 in news, got nothing within 500ms");
}

TEST(expect_pub, fails_when_the_server_closes_instead) {
  EXPECT_EQ(run_rooms("a send !close 3001 shutdown\n"
                      "a expect-pub news 2\n"),
            "3: expected publication 2 in news, got close 3001 \"shutdown\"");
}

TEST(expect_pub, leaves_what_is_no_reply_to_the_plain_expect) {
  EXPECT_EQ(run_rooms(R"(a send !say {"push":{"message":{"data":1}}}
a expect {"push":{"message":{"data":1}}}
a send {"rpc":{},"id":77}
a expect {"id":77,"rpc":{}}
)"),
            "");
}

TEST(expect_join, knows_the_clients_of_the_script_by_their_names) {
  const auto* joins = R"(
b connect /echo
a send !say {"push":{"channel":"r","join":{"info":{"user":"","client":"c-1"}}}}
a expect-join r a
a send !say {"push":{"channel":"r","leave":{"info":{"user":"u","client":"x"}}}}
a expect-leave r b
)";
  EXPECT_EQ(run_rooms(joins),
            "7: expected leave of b, got leave of user \"u\", client \"x\" "
            "in r");
}

TEST(expect_unsubscribed, takes_the_servers_end_of_a_subscription) {
  EXPECT_EQ(run_rooms(R"(
a send !say {"push":{"channel":"r","unsubscribe":{"code":2500,"reason":"x"}}}
a expect-unsubscribed r 2500
)"),
            "");
}

TEST(ping, is_answered_whatever_the_script_is_doing) {
  EXPECT_EQ(run_rooms("a send !say {}\n"
                      "a expect pong\n"),
            "");
}

TEST(recover, goes_on_where_the_script_had_read_to_before_the_drop) {
  const std::string missed =
      R"("publications":[{"data":7,"offset":7}],"recovered":true)";
  EXPECT_EQ(run_rooms(R"(
a send !next {"id":2,"subscribe":{"epoch":"e","offset":5}}
a subscribe news recoverable
a send !say {"push":{"channel":"news","pub":{"data":6,"offset":6}}}
a send !say {"push":{"channel":"news","pub":{"data":7,"offset":7}}}
a expect-pub news 6
a drop
a connect centrifuge
a send !next {"id":2,"subscribe":{"epoch":"e","offset":6,)" +
                      missed + R"(}}
a recover news
a expect-pub news offset=7 7
a expect-none 20ms
)"),
            "");
}

TEST(recover, fails_when_the_server_has_not_kept_enough) {
  EXPECT_EQ(run_rooms(R"(
a send !next {"id":2,"subscribe":{"was_recovering":true,"epoch":"e","offset":9}}
a recover news offset=3 epoch=e
)"),
            "4: expected news to be recovered, got not recovered, the room is "
            "at offset 9 of epoch \"e\"");
}

TEST(recover, needs_a_position) {
  EXPECT_EQ(run_rooms("a recover news\n"),
            "2: no position in news to recover from: subscribe with "
            "recoverable or positioned first, or give an offset");
}

TEST(connect_centrifuge, fails_on_an_error_or_a_close_in_place_of_a_reply) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "a connect centrifuge error=109\n"),
            "1: expected error 109, got a reply to connect");
  EXPECT_EQ(run_script(server.url(), "a connect centrifuge closed=3500\n"),
            "1: expected close 3500, got a reply to connect");
}

TEST(connect_centrifuge, lets_many_clients_in_at_once) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(),
                       "c[1..20] connect centrifuge\n"
                       "c[1..20] subscribe room{i}\n"
                       "c[1..20] publish room{i} {\"i\":{i}}\n"
                       "c[1..20] drop\n"
                       "c[1..20] connect centrifuge\n"),
            "");
}

}  // namespace
}  // namespace parley::script
