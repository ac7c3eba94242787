// SPDX-License-Identifier: Apache-2.0
#include "net/emulation.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

struct link_double final : emulated_link {
  void receive(std::string message) override {
    received.push_back(std::move(message));
  }
  std::vector<std::string> received;
};

class Emulation : public ::testing::Test {
 protected:
  boost::asio::io_context first_io, second_io;
  emulation node;
  emulation::desk& first = node.open_desk(first_io);
  emulation::desk& second = node.open_desk(second_io);
  std::shared_ptr<link_double> link = std::make_shared<link_double>();
};

TEST_F(Emulation, a_message_arrives_on_the_loop_of_its_link) {
  const auto key = second.enter(link);
  node.post(key, "hello");
  EXPECT_EQ(first_io.poll(), 0u);
  EXPECT_TRUE(link->received.empty());
  EXPECT_EQ(second_io.poll(), 1u);
  EXPECT_EQ(link->received, std::vector<std::string>{"hello"});
}

TEST_F(Emulation, messages_keep_their_order) {
  const auto key = first.enter(link);
  for (const auto* each : {"1", "2", "3"}) node.post(key, each);
  first_io.poll();
  EXPECT_EQ(link->received, (std::vector<std::string>{"1", "2", "3"}));
}

TEST_F(Emulation, no_two_links_have_one_key) {
  EXPECT_NE(first.enter(link), first.enter(link));
  EXPECT_NE(first.enter(link).substr(2), second.enter(link).substr(2));
}

TEST_F(Emulation, a_key_of_nobody_is_ignored) {
  const auto key = first.enter(link);
  for (const auto& stranger :
       {std::string(), std::string("0"), std::string("0-"), std::string("2-x"),
        std::string("-1"), std::string("99999999999999999999999-x"), key + 'x',
        '1' + key.substr(1)})
    node.post(stranger, "hello");
  first_io.poll();
  second_io.poll();
  EXPECT_TRUE(link->received.empty());
}

TEST_F(Emulation, a_link_that_left_or_died_hears_nothing) {
  const auto key = first.enter(link), other = first.enter(link);
  first.leave(key);
  node.post(key, "hello");
  first_io.poll();
  EXPECT_TRUE(link->received.empty());
  link.reset();
  first_io.restart();
  node.post(other, "hello");
  EXPECT_EQ(first_io.poll(), 1u);
}

TEST_F(Emulation, nothing_is_brought_after_the_end) {
  const auto key = first.enter(link);
  node.close();
  node.post(key, "hello");
  EXPECT_EQ(first_io.poll(), 0u);
}

TEST_F(Emulation, only_its_own_id_names_the_node) {
  node.use("me");
  EXPECT_TRUE(node.is_here("me"));
  EXPECT_FALSE(node.is_here("you"));
  EXPECT_FALSE(node.is_here(""));
}

TEST_F(Emulation, what_is_for_another_node_is_passed_on) {
  node.use("me");
  std::vector<std::string> passed;
  EXPECT_FALSE(node.bring("you", "0-x", "hello")) << "there are no others";
  node.pass_on_by([&](std::string_view to, std::string key, std::string said) {
    passed.push_back(std::string(to) + ' ' + key + ' ' + said);
    return to == "you";
  });
  EXPECT_TRUE(node.bring("you", "0-x", "hello"));
  EXPECT_FALSE(node.bring("them", "0-x", "hello"));
  EXPECT_EQ(passed,
            (std::vector<std::string>{"you 0-x hello", "them 0-x hello"}));
  const auto key = first.enter(link);
  EXPECT_TRUE(node.bring("me", key, "at home"));
  first_io.poll();
  EXPECT_EQ(link->received, std::vector<std::string>{"at home"});
  EXPECT_EQ(passed.size(), 2u);
}

}  // namespace
}  // namespace parley
