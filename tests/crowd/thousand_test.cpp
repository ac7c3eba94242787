// SPDX-License-Identifier: Apache-2.0
// One large room: everybody is told everything, in one order.
#include "tests/crowd/node.hpp"
#include "tests/crowd/own_process.hpp"
#include "tests/crowd/plain_clients.hpp"
#include "tests/crowd/transcript.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t members = 1'000;
constexpr std::size_t senders = 10;
constexpr std::size_t messages_each = 1'000;
constexpr std::size_t deliveries = members * senders * messages_each;

/// The senders are s0, s1, ..., the first clients; s0 also hears who joins.
std::string target_of(std::size_t member) {
  std::string target = "/chat/thousand?name=s" + std::to_string(member);
  return member == 0 ? target + "&presence=1" : target;
}

void print(const stopwatch::reading& took) {
  const auto each = [](double seconds) {
    return seconds * 1e6 / static_cast<double>(deliveries);
  };
  std::cout << deliveries << " deliveries in " << took.wall
            << " s; CPU of each: server " << each(took.server_cpu)
            << " us, clients " << each(took.clients_cpu) << " us\n";
}

TEST(crowd,
     a_thousand_members_see_ten_thousand_messages_of_ten_senders_in_one_order) {
  node where;
  plain_clients people(where.port());
  std::vector<transcript> told(members, transcript(senders));
  std::size_t joined = 0;
  std::size_t delivered = 0;
  people.on_text([&](plain_clients::client who, std::string_view text) {
    if (text.starts_with('*')) {
      ++joined;
    } else {
      told[who].add(text);
      ++delivered;
    }
  });
  people.connect(target_of(0));
  ASSERT_TRUE(people.run_until([&] { return joined == 1; }, patience));
  for (std::size_t i = 1; i < members; ++i) people.connect(target_of(i));
  ASSERT_TRUE(people.run_until([&] { return joined == members; }, patience));

  const stopwatch watch;
  for (std::size_t sequence = 0; sequence < messages_each; ++sequence)
    for (plain_clients::client sender = 0; sender < senders; ++sender)
      people.say(sender, std::to_string(sequence));
  EXPECT_TRUE(
      people.run_until([&] { return delivered >= deliveries; }, patience));
  print(watch.read());

  EXPECT_EQ(delivered, deliveries);
  EXPECT_EQ(told[0].count(), senders * messages_each);
  EXPECT_TRUE(told[0].gapless());
  for (plain_clients::client who = 1; who < members; ++who)
    ASSERT_EQ(told[who], told[0])
        << "client " << who << " was told " << told[who].count();
}

}  // namespace
}  // namespace parley::crowd_test
