// SPDX-License-Identifier: Apache-2.0
#include "actors/backlog.hpp"

#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

frame text(const std::string& said) {
  std::string out;
  append_frame(out, opcode::text, payload_coding::identity, said);
  return make_frame(std::move(out));
}

TEST(Backlog, keeps_what_is_pushed_until_it_is_passed_on) {
  fake_link target;
  backlog held(target);
  EXPECT_EQ(held.push(text("one"), {}), push_result::queued);
  EXPECT_EQ(held.push(text("two"), {}), push_result::queued);
  EXPECT_TRUE(target.heard.empty());
  held.pass_on();
  EXPECT_EQ(target.heard, (std::vector<std::string>{"one", "two"}));
  held.pass_on();
  EXPECT_EQ(target.heard.size(), 2u);
}

TEST(Backlog, that_grows_beyond_its_bound_closes_the_link) {
  fake_link target;
  backlog held(target);
  const auto half = text(std::string(backlog_size / 2, 'x'));
  EXPECT_EQ(held.push(half, {}), push_result::queued);
  EXPECT_EQ(held.push(half, {}), push_result::slow);
  EXPECT_EQ(target.closed_with, close_code::slow);
}

}  // namespace
}  // namespace parley
