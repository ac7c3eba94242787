// SPDX-License-Identifier: Apache-2.0
// What scripts do with connections: making, refusing, ending them.
#include "lab/script/client.hpp"

#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace parley::script {
namespace {

TEST(connect, that_is_answered_as_expected_passes) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /echo
bob   connect /refuse status 403
bob   connect /nowhere status 404   # the name is free again
)"),
            "");
}

TEST(connect, that_is_refused_says_the_status_and_the_body) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "alice connect /refuse"),
            "1: expected HTTP 101, got HTTP 403 \"not you\"");
}

TEST(connect, that_should_have_been_refused_says_so) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "alice connect /echo status 403"),
            "1: expected HTTP 403, got HTTP 101");
}

TEST(connect, that_is_not_answered_fails_after_the_timeout) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "alice connect /stall", brief),
            "1: expected HTTP 101, got nothing within 500ms");
}

TEST(connect, to_where_nobody_listens_says_why) {
  std::string url;
  {
    const test_server gone;
    url = gone.url();
  }
  EXPECT_EQ(run_script(url, "alice connect /echo"),
            "1: expected HTTP 101, got no connection to " + url.substr(5) +
                ": Connection refused");
}

TEST(connect, under_a_name_that_is_in_use_fails) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /echo
alice connect /echo
)"),
            "2: alice is connected already");
}

TEST(connect, works_again_after_each_way_to_end) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /echo
alice close
alice connect /echo
alice abort
alice connect /echo
alice send !close 1001 bye
alice expect-closed 1001 bye
alice connect /echo
)"),
            "");
}

TEST(connect, sends_its_headers) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /headers header "X-Test: one" header "X-Test: two words"
alice expect one|two words
)"),
            "");
}

TEST(connect, puts_the_path_of_the_url_before_its_own) {
  const test_server server;
  EXPECT_EQ(run_script(server.url() + "/base/", "alice connect /echo"), "");
  EXPECT_EQ(run_script(server.url() + "/other", "alice connect /echo"),
            "1: expected HTTP 101, got HTTP 404");
}

TEST(command, to_a_client_that_is_not_connected_fails) {
  const test_server server;
  for (const std::string verb :
       {"send x", "expect x", "expect-none 1s", "close", "abort"})
    EXPECT_EQ(run_script(server.url(), "bob " + verb),
              "1: bob is not connected");
}

TEST(close, tells_the_peer_code_and_reason) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /room
bob   connect /room
bob   close 4001 bye
alice expect gone: close 4001 bye
bob   connect /room
bob   close
alice expect gone: close 1000
)"),
            "");
}

TEST(close, without_a_reply_fails_after_the_timeout) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /deaf
alice close
)",
                       brief),
            "2: expected a reply to close, got nothing within 500ms");
}

TEST(close, passes_over_what_was_not_read) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /echo
repeat 100
  alice send-repeat 10000 x
end
alice close
)"),
            "");
}

TEST(close, of_what_the_peer_has_closed_fails) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /room
bob   connect /room
alice send !close 1001 bye
bob   expect gone: close 1001
alice close
)"),
            "5: expected to close, got close 1001 \"bye\"");
}

TEST(abort, resets_the_connection) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /room
bob   connect /room
bob   abort
alice expect gone: reset
)"),
            "");
}

TEST(send, on_what_the_peer_has_closed_fails) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /room
bob   connect /room
alice send !close 1008 enough
bob   expect gone: close 1008
alice send one more
)"),
            "5: expected to send, got close 1008 \"enough\"");
}

TEST(send, that_the_peer_does_not_take_fails_after_the_timeout) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /deaf
alice send-repeat 50000000 x
)",
                       brief),
            "2: expected to send within 500ms, got no room: the server does "
            "not read");
}

TEST(end_of_a_script, says_goodbye_for_all_that_are_connected) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), "alice connect /room"), "");
  EXPECT_EQ(run_script(server.url(), R"(
alice connect /room
bob   connect /room
bob   send only us
alice expect only us
)"),
            "");
}

class tls_script : public testing::Test {
 protected:
  const certificate identity_ = make_certificate();
  const test_server server_{identity_};
  const std::string text_ =
      "alice connect /echo\nalice send hi\nalice expect hi\nalice close\n";
};

TEST_F(tls_script, refuses_a_certificate_nobody_vouches_for) {
  EXPECT_EQ(run_script(server_.url(), text_),
            "1: expected HTTP 101, got no TLS with " + server_.url().substr(6) +
                ": certificate verify failed (SSL routines)");
}

TEST_F(tls_script, takes_any_certificate_if_told_to) {
  EXPECT_EQ(run_script(server_.url(), text_, patient,
                       {.verify = false, .ca_file = ""}),
            "");
}

TEST_F(tls_script, takes_a_certificate_of_the_given_authority) {
  const auto path = testing::TempDir() + "parley_script_ca.pem";
  std::ofstream(path) << identity_.certificate_pem;
  EXPECT_EQ(run_script(server_.url(), text_, patient,
                       {.verify = true, .ca_file = path}),
            "");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace parley::script
