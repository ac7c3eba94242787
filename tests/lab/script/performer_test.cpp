// SPDX-License-Identifier: Apache-2.0
#include "lab/script/performer.hpp"

#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

using std::chrono::milliseconds;

// Runs lines for a client that is connected already: line 1 of the script.
std::string run_echo(std::string_view lines, milliseconds timeout = patient) {
  const test_server server;
  return run_script(server.url(), "a connect /echo\n" + std::string(lines),
                    timeout);
}

TEST(expect, takes_messages_in_their_order) {
  EXPECT_EQ(run_echo("a send one\n"
                     "a send two # and a half\n"
                     "a expect one\n"
                     "a expect two # and a half\n"),
            "");
}

TEST(expect, fails_on_another_text_at_its_line) {
  EXPECT_EQ(run_echo("a send one\n"
                     "\n"
                     "# a comment\n"
                     "a expect two\n"),
            "5: expected \"two\", got \"one\"");
}

TEST(expect, fails_when_nothing_comes_in_time) {
  EXPECT_EQ(run_echo("a expect one\n", brief),
            "2: expected \"one\", got nothing within 500ms");
}

TEST(expect, fails_when_the_peer_closes_instead) {
  EXPECT_EQ(run_echo("a send !close 1001 shutdown\n"
                     "a expect one\n"),
            "3: expected \"one\", got close 1001 \"shutdown\"");
}

TEST(expect, fails_when_the_connection_is_lost_and_says_how) {
  EXPECT_EQ(run_echo("a send !reset\n"
                     "a expect one\n"),
            "3: expected \"one\", got close 1006 (no close frame: Connection "
            "reset by peer)");
}

TEST(expect, finds_what_came_while_the_script_was_waiting) {
  EXPECT_EQ(run_echo("a send one\n"
                     "a send two\n"
                     "a expect one\n"
                     "wait 20ms\n"
                     "a expect two\n"),
            "");
}

TEST(expect_match, searches_the_next_message) {
  EXPECT_EQ(run_echo("a send user12 joined\n"
                     "a expect-match ^user[0-9]+ \n"),
            "");
  EXPECT_EQ(run_echo("a send nobody joined\n"
                     "a expect-match ^user[0-9]+\n"),
            "3: expected a match of ^user[0-9]+, got \"nobody joined\"");
}

TEST(expect_binary, takes_bytes_and_no_text) {
  EXPECT_EQ(run_echo("a send-binary 00 ff\n"
                     "a expect-binary 00ff\n"
                     "a send-binary\n"
                     "a expect-binary\n"),
            "");
  EXPECT_EQ(run_echo("a send-binary 41\n"
                     "a expect A\n"),
            "3: expected \"A\", got binary 41");
  EXPECT_EQ(run_echo("a send A\n"
                     "a expect-binary 41\n"),
            "3: expected binary 41, got \"A\"");
}

TEST(expect_none, passes_when_it_stays_quiet_for_the_whole_time) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_echo("a expect-none 100ms\n"), "");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(100));
}

TEST(expect_none, fails_as_soon_as_something_comes) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_echo("a send one\n"
                     "a expect-none 1m\n"),
            "3: expected nothing for 1m, got \"one\"");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(30'000));
}

TEST(expect_none, takes_a_close_for_something) {
  EXPECT_EQ(run_echo("a send !close 1001\n"
                     "a expect-none 1m\n"),
            "3: expected nothing for 1m, got close 1001");
}

TEST(expect_closed, passes_on_the_close_it_names) {
  for (const auto line : {"a expect-closed\n", "a expect-closed 4001\n",
                          "a expect-closed 4001 bye\n"})
    EXPECT_EQ(run_echo("a send !close 4001 bye\n" + std::string(line)), "");
}

TEST(expect_closed, fails_on_another_code_or_reason) {
  EXPECT_EQ(run_echo("a send !close 4001 bye\n"
                     "a expect-closed 1000\n"),
            "3: expected close 1000, got close 4001 \"bye\"");
  EXPECT_EQ(run_echo("a send !close 4001 bye\n"
                     "a expect-closed 4001 hello\n"),
            "3: expected close 4001 \"hello\", got close 4001 \"bye\"");
}

TEST(expect_closed, fails_while_the_connection_stays_open) {
  EXPECT_EQ(run_echo("a expect-closed 1000\n", brief),
            "2: expected close 1000, got nothing within 500ms");
}

TEST(expect_closed, fails_on_a_message_that_was_not_read) {
  EXPECT_EQ(run_echo("a send one\n"
                     "a send !close 1000\n"
                     "a expect-closed 1000\n"),
            "4: expected close 1000, got \"one\"");
}

TEST(expect_closed, knows_the_codes_that_are_not_on_the_wire) {
  EXPECT_EQ(run_echo("a send !close\n"
                     "a expect-closed 1005\n"),
            "");
  EXPECT_EQ(run_echo("a send !reset\n"
                     "a expect-closed 1006\n"),
            "");
}

TEST(send_repeat, sends_one_large_message) {
  EXPECT_EQ(run_echo("a send-repeat 35000 xy\n"
                     "a expect-match ^(xy){35000}$\n"),
            "");
}

}  // namespace
}  // namespace parley::script
