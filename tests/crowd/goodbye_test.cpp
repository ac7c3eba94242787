// SPDX-License-Identifier: Apache-2.0
// Clients that close properly, right behind what they say.
#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/plain_clients.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t guests = 200;

// What a guest says is on its way to the room when his close frame is read; the
// answer to that must be the last he hears (RFC 6455, section 5.5.1), and the
// crowd's clients throw when it is not.
TEST(crowd,
     who_closes_behind_his_word_is_told_nothing_more_but_others_hear_it) {
  node where;
  plain_clients people(where.port());
  const auto observer = people.connect("/chat/inn?presence=1&name=observer");
  std::vector<int> heard(guests + 1);
  std::size_t joined = 0;
  std::size_t left = 0;
  std::size_t answered = 0;
  people.on_text([&](plain_clients::client who, std::string_view text) {
    if (who != observer) return;
    const line seen(text);
    if (seen.what == line::kind::joined) ++joined;
    if (seen.what == line::kind::left) ++left;
    if (seen.what == line::kind::said) ++heard.at(number(seen.words));
  });
  people.on_open([&](plain_clients::client who) {
    if (who == observer) return;
    people.say(who, std::to_string(who));
    people.close(who);
  });
  people.on_close([&](plain_clients::client, std::uint16_t code) {
    if (code == 1000) ++answered;
  });
  ASSERT_TRUE(people.run_until([&] { return joined == 1; }, patience));
  for (std::size_t i = 0; i < guests; ++i) people.connect("/chat/inn");
  EXPECT_TRUE(people.run_until(
      [&] { return left == guests && answered == guests; }, patience))
      << left << " left, " << answered << " answered with 1000";
  for (plain_clients::client who = 1; who <= guests; ++who)
    EXPECT_EQ(heard[who], 1) << "client " << who;
}

}  // namespace
}  // namespace parley::crowd_test
