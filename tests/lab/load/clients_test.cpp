// SPDX-License-Identifier: Apache-2.0
#include "lab/load/clients.hpp"

#include "tests/lab/script/certificate.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace parley::load {
namespace {

using namespace std::chrono_literals;
using client = clients::client;

constexpr auto patience = 60s;

/// Clients of a server by Beast, and what they saw. The parameter: with TLS.
class Clients : public testing::TestWithParam<bool> {
 protected:
  Clients() {
    some.on_open([this](client) { ++opened; });
    some.on_message([this](client who, const server_frame& frame) {
      heard.push_back(std::to_string(who) + ' ' + std::string(frame.payload));
    });
    some.on_end(
        [this](client, const clients::ending& how) { ends.push_back(how); });
  }

  void await(std::size_t messages) {
    EXPECT_TRUE(
        some.run_until([&] { return heard.size() >= messages; }, patience));
  }
  clients::ending await_end() {
    EXPECT_TRUE(some.run_until([&] { return !ends.empty(); }, patience));
    return ends.at(0);
  }
  client open(std::string_view target) {
    const auto who = some.connect(target);
    const auto before = opened;
    EXPECT_TRUE(some.run_until([&] { return opened > before; }, patience));
    return who;
  }

  static std::optional<script::certificate> identity() {
    if (!GetParam()) return {};
    return script::make_certificate();
  }

  script::test_server server{identity()};
  clients some{{.to = endpoint::resolve(server.url()), .random_masks = true}};
  std::size_t opened = 0;
  std::vector<std::string> heard;
  std::vector<clients::ending> ends;
};

TEST_P(Clients, get_back_what_they_send) {
  const auto who = open("/echo");
  for (const std::size_t size : {1u, 126u, 2'000u}) {
    some.send(who, opcode::binary, std::string(size, 'x'));
    await(1);
    EXPECT_EQ(heard.at(0), "0 " + std::string(size, 'x'));
    heard.clear();
  }
}

TEST_P(Clients, end_with_what_the_server_did_wrong) {
  const auto who = open("/echo");
  // Beast makes fragments of so much.
  some.send(who, opcode::text, std::string(200'000, 'x'));
  EXPECT_EQ(await_end().fault, "got a fragment");
}

TEST_P(Clients, are_told_apart_and_may_connect_again) {
  const auto first = open("/room");
  const auto second = open("/room");
  some.send(second, opcode::text, "hello");
  await(2);
  some.drop(first);
  some.send(first, opcode::text, "nobody gets this");
  some.connect(first, "/echo");
  EXPECT_TRUE(some.run_until([&] { return opened == 3; }, patience));
  some.send(first, opcode::text, "again");
  EXPECT_TRUE(some.run_until(
      [&] { return !heard.empty() && heard.back() == "0 again"; }, patience));
  EXPECT_TRUE(ends.empty()) << "a client that is dropped has no end";
}

TEST_P(Clients, that_are_deaf_read_when_they_shall) {
  const auto who = some.connect_deaf("/echo");
  EXPECT_FALSE(some.run_until([&] { return opened > 0; }, 50ms));
  some.set_reading(who, true);
  EXPECT_TRUE(some.run_until([&] { return opened > 0; }, patience));
  some.set_reading(who, false);
  some.send(who, opcode::text, "hello");
  EXPECT_FALSE(some.run_until([&] { return !heard.empty(); }, 50ms));
  some.set_reading(who, true);
  await(1);
}

TEST_P(Clients, learn_the_code_that_the_server_closes_with) {
  const auto who = open("/echo");
  some.send(who, opcode::text, "!close 4001 bye");
  const auto how = await_end();
  EXPECT_EQ(how.code, 4001);
  EXPECT_EQ(how.fault, "");
}

TEST_P(Clients, learn_that_a_close_frame_has_no_code) {
  const auto who = open("/echo");
  some.send(who, opcode::text, "!close");
  EXPECT_EQ(await_end().code, no_code);
}

TEST_P(Clients, that_close_await_the_answer) {
  const auto who = open("/echo");
  some.close(who, 4002);
  some.send(who, opcode::text, "nobody gets this");
  EXPECT_EQ(await_end().code, 4002);
  EXPECT_TRUE(heard.empty());
}

TEST_P(Clients, learn_of_a_reset) {
  const auto who = open("/echo");
  some.send(who, opcode::text, "!reset");
  const auto how = await_end();
  EXPECT_EQ(how.code, clients::no_close_frame);
  EXPECT_EQ(how.fault, "");
}

TEST_P(Clients, that_are_refused_learn_how) {
  some.connect("/refuse");
  EXPECT_NE(await_end().fault.find("was answered: HTTP/1.1 403"),
            std::string::npos)
      << ends.at(0).fault;
  EXPECT_EQ(opened, 0u);
}

TEST_P(Clients, that_reset_are_missed) {
  open("/room");
  const auto other = open("/room");
  some.reset(other);
  await(1);
  EXPECT_NE(heard.at(0).find("gone: "), std::string::npos);
  EXPECT_TRUE(ends.empty()) << "a client that resets has no end";
}

TEST_P(Clients, that_hang_up_are_missed_and_have_an_end) {
  if (GetParam()) GTEST_SKIP() << "Beast awaits the end of TLS";
  open("/room");
  const auto other = open("/room");
  some.send(other, opcode::text, "last");
  some.hang_up(other);
  await(3);
  EXPECT_NE(heard.at(2).find("gone: "), std::string::npos);
  EXPECT_EQ(await_end().fault, "");
}

INSTANTIATE_TEST_SUITE_P(plain_and_tls, Clients, testing::Bool());

TEST(ClientsOfNobody, fail_to_connect) {
  std::vector<clients::ending> ends;
  clients some({.to = endpoint::resolve("ws://127.0.0.1:1")});
  some.on_end([&](client, const clients::ending& how) { ends.push_back(how); });
  some.connect("/");
  EXPECT_TRUE(some.run_until([&] { return !ends.empty(); }, patience));
  EXPECT_NE(ends.at(0).fault, "");
}

}  // namespace
}  // namespace parley::load
