// SPDX-License-Identifier: Apache-2.0
// Commands that break things: what they say, and how they end.
#include "lab/verify/fault.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::verify {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

// Runs until it is over.
void await(boost::asio::io_context& io, fault& broken) {
  while (!broken.is_over()) {
    io.restart();
    io.run_for(5ms);
  }
  io.restart();
  io.run_for(5ms);
}

TEST(Damage, is_words_and_nodes) {
  const auto read = read_damage("kill b\nnode b\nnode c\nand more\n");
  EXPECT_EQ(read.words, "kill b, and more");
  EXPECT_THAT(read.nodes, Optional(ElementsAre("b", "c")));
}

TEST(Damage, may_be_of_no_node) {
  EXPECT_THAT(read_damage("node\n").nodes, Optional(IsEmpty()));
}

TEST(Damage, may_say_nothing_of_nodes) {
  EXPECT_EQ(read_damage("rain\n").nodes, std::nullopt);
}

TEST(Fault, knows_its_round_and_its_seed) {
  boost::asio::io_context io;
  fault broken(io, "echo $PARLEY_VERIFY_ROUND $PARLEY_VERIFY_SEED", 3, 40);
  await(io, broken);
  EXPECT_EQ(broken.status(), 0);
  EXPECT_EQ(broken.done().words, "3 43");
}

TEST(Fault, is_over_when_the_command_is) {
  boost::asio::io_context io;
  // What stays behind holds the pipe.
  fault broken(io, "tail -f /dev/null & echo $!; exit 4", 1, 1);
  await(io, broken);
  EXPECT_EQ(broken.status(), 4);
  const auto left = std::stoi(broken.done().words);
  EXPECT_EQ(kill(left, SIGTERM), 0);
}

TEST(Fault, does_not_get_our_connections) {
  std::array<int, 2> ends{};
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  boost::asio::io_context io;
  fault broken(io, "test ! -e /dev/fd/" + std::to_string(ends[0]), 1, 1);
  await(io, broken);
  EXPECT_EQ(broken.status(), 0);
  for (const auto end : ends) close(end);
}

}  // namespace
}  // namespace parley::verify
