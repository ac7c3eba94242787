// SPDX-License-Identifier: Apache-2.0
// Short runs against a whole server in this process.
#include "lab/verify/run.hpp"

#include "server/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace parley::verify {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;

settings with_history(std::size_t size) {
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 2;
  values.log_level = "error";
  values.client.insecure = true;
  auto& rooms = values.channel.without_namespace;
  rooms.history_size = size;
  rooms.history_ttl = 1min;
  rooms.force_recovery = true;
  rooms.presence = true;
  rooms.publish_rate = rooms.publish_byte_rate = 0;
  values.net.bounds.message_rate = values.net.bounds.byte_rate = 0;
  values.client.command_rate = values.client.user_command_rate = 0;
  values.client.join_rate = values.client.user_join_rate = 0;
  values.client.user_byte_rate = 0;
  return values;
}

class VerifyRun : public testing::Test {
 protected:
  explicit VerifyRun(settings values = with_history(1'000))
      : node(std::move(values)) {
    std::signal(SIGPIPE, SIG_IGN);
    node.start();
  }
  ~VerifyRun() override { node.shutdown(10s); }

  plan short_plan() const {
    plan made;
    const auto& url = node.urls().at(0);
    made.urls = {"ws" + url.substr(url.find(':'))};
    made.clients = 6;
    made.rooms = 3;
    made.rooms_each = 2;
    made.every = 5ms;
    made.rounds = 2;
    made.calm = 100ms;
    made.patience = 20s;
    return made;
  }

  outcome run(const plan& chosen) {
    return verify::run(
        chosen, [this](const std::string& line) { lines.push_back(line); });
  }

  server node;
  std::vector<std::string> lines;
};

TEST_F(VerifyRun, finds_nothing_wrong_with_a_server_that_is_well) {
  const auto done = run(short_plan());
  EXPECT_THAT(done.found.findings, IsEmpty());
  EXPECT_EQ(done.found.losses_announced, 0u);
  EXPECT_GT(done.found.acknowledged, 20u);
  EXPECT_EQ(done.found.acknowledged, done.found.publications);
  // Four clients are in a room, on average.
  EXPECT_GT(done.found.deliveries, done.found.publications);
  EXPECT_EQ(done.rounds.size(), 2u);
  EXPECT_EQ(lines.size(), 2u);
}

TEST_F(VerifyRun, has_clients_that_leave_and_come_back) {
  auto chosen = short_plan();
  chosen.reconnects = 1;  // so that nobody leaves a room empty
  const auto done = run(chosen);
  EXPECT_THAT(done.found.findings, IsEmpty());
  EXPECT_EQ(done.found.losses_announced, 0u);
  // They left before the fault that there was not.
  EXPECT_EQ(done.rounds[0].disconnects, 0u);
}

TEST_F(VerifyRun, stops_when_the_fault_cannot_be_made) {
  auto chosen = short_plan();
  chosen.fault = "exit 3";
  const auto done = run(chosen);
  EXPECT_THAT(done.found.findings, Each(HasSubstr("the command of the fault")));
  EXPECT_EQ(done.found.wrong, 1u);
  EXPECT_EQ(done.rounds.size(), 1u);
}

TEST_F(VerifyRun, stops_when_it_is_not_well_again) {
  auto chosen = short_plan();
  chosen.rounds = 9;
  chosen.patience = 1s;
  std::jthread end;  // of the server, after the first round
  const auto done = verify::run(chosen, [&](const std::string&) {
    if (!end.joinable()) end = std::jthread([this] { node.shutdown(10s); });
  });
  EXPECT_LT(done.rounds.size(), chosen.rounds);
  EXPECT_THAT(done.found.findings,
              testing::Contains(HasSubstr("some clients receive no messages")));
}

TEST_F(VerifyRun, says_that_nobody_serves) {
  auto chosen = short_plan();
  chosen.urls = {"ws://127.0.0.1:1"};
  chosen.patience = 100ms;
  const auto done = run(chosen);
  EXPECT_THAT(done.found.findings,
              testing::Contains(HasSubstr("not all clients came into")));
}

class VerifyWithoutHistory : public VerifyRun {
 protected:
  VerifyWithoutHistory() : VerifyRun(with_history(0)) {}
};

TEST_F(VerifyWithoutHistory, is_refused) {
  EXPECT_THAT(run(short_plan()).found.findings,
              testing::Contains(HasSubstr("no history")));
}

}  // namespace
}  // namespace parley::verify
