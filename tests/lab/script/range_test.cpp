// SPDX-License-Identifier: Apache-2.0
// What a line does that names many clients at once.
#include "lab/script/performer.hpp"
#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

using std::chrono::milliseconds;

TEST(range, does_each_line_with_every_client) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..100] connect /echo
c[1..100] send I am {i}
c[1..100] expect I am {i}
c[1..100] expect-none 50ms
c[1..100] close
)"),
            "");
}

TEST(range, makes_clients_that_can_be_named_alone) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..3] connect /room
c2      send hello
c[1..3] expect hello
c2      close
c[1..1] expect gone: close 1000
c3      expect gone: close 1000
c2      connect /room
)"),
            "");
}

TEST(range, says_which_client_failed) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..9] connect /echo
c[1..9] send same
c7      expect same
c7      send other
c[1..9] expect same
)"),
            "5: c7: expected \"same\", got \"other\"");
  EXPECT_EQ(run_script(server.url(), R"(
c[1..9] connect /echo
c8      send loud
c[1..9] expect-none 1m
)"),
            "3: c8: expected nothing for 1m, got \"loud\"");
}

TEST(range, names_the_client_that_is_missing_or_connected_already) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..3] connect /echo
c[3..4] connect /echo
)"),
            "2: c3 is connected already");
  EXPECT_EQ(run_script(server.url(), R"(
c[1..3] connect /echo
c[1..4] send x
)"),
            "2: c4 is not connected");
}

TEST(range, waits_for_all_with_one_timeout) {
  const test_server server;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_script(server.url(), "c[1..50] connect /stall", brief),
            "1: c1: expected HTTP 101, got nothing within 500ms");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 50 * brief)
      << "not one timeout after the other";
}

TEST(expect_same, passes_when_all_get_the_same_in_the_same_order) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..20] connect /room
c[1..20] send from {i}
c[1..20] expect-same 20
c[1..20] expect-none 20ms
)"),
            "");
}

TEST(expect_same, names_the_first_client_that_got_another_message) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..3] connect /echo
c[1..3] send same
c[1..2] send same too
c3      send something else
c[1..3] expect-same 2
)"),
            "5: c3: expected \"same too\" as message 2 of 2, as c1 got it, got "
            "\"something else\"");
}

TEST(expect_same, fails_when_a_message_is_missing_or_the_peer_closes) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
c[1..2] connect /echo
c1      send one
c[1..2] expect-same 1
)",
                       brief),
            "3: c2: expected message 1 of 1, got nothing within 500ms");
  EXPECT_EQ(run_script(server.url(), R"(
c[1..2] connect /echo
c[1..2] send !close 1001
c[1..2] expect-same 1
)"),
            "3: c1: expected message 1 of 1, got close 1001");
}

}  // namespace
}  // namespace parley::script
