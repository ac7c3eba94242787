// SPDX-License-Identifier: Apache-2.0
// Many small rooms at once.
#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/plain_clients.hpp"
#include "tests/crowd/transcript.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t rooms = 200;
constexpr std::size_t members_each = 5;
constexpr std::size_t members = rooms * members_each;
constexpr std::size_t messages_each = 20;
constexpr std::size_t room_total = members_each * messages_each;

std::size_t room_of(plain_clients::client who) {
  return who / members_each;
}

// Names and messages say where they belong: "[r17-3] 17 5" is the message
// number 5 of the fourth member of room 17.
std::string target_of(plain_clients::client who) {
  const auto room = "r" + std::to_string(room_of(who));
  return "/chat/" + room + "?presence=1&name=" + room + '-' +
         std::to_string(who % members_each);
}

struct member {
  std::size_t strangers = 0;  // lines that belong to another room
  transcript told{members_each};

  void hear(std::size_t room, const line& heard);
};

void member::hear(std::size_t room, const line& heard) {
  const auto mine = "r" + std::to_string(room) + '-';
  if (!heard.name.starts_with(mine)) ++strangers;
  if (heard.what != line::kind::said) return;
  const auto space = heard.words.find(' ');
  if (number(heard.words.substr(0, space)) != room) ++strangers;
  told.add(number(heard.name.substr(heard.name.find('-') + 1)),
           number(heard.words.substr(space + 1)));
}

TEST(crowd, many_rooms_at_once_keep_apart) {
  node where;
  plain_clients people(where.port());
  std::vector<member> all(members);
  std::size_t joined = 0;
  std::size_t delivered = 0;
  people.on_text([&](plain_clients::client who, std::string_view text) {
    const line heard(text);
    all[who].hear(room_of(who), heard);
    if (heard.what == line::kind::said)
      ++delivered;
    else if (target_of(who).ends_with(heard.name))
      ++joined;
  });
  for (plain_clients::client who = 0; who < members; ++who)
    people.connect(target_of(who));
  ASSERT_TRUE(people.run_until([&] { return joined == members; }, patience));

  for (std::size_t sequence = 0; sequence < messages_each; ++sequence)
    for (plain_clients::client who = 0; who < members; ++who)
      people.say(who,
                 std::to_string(room_of(who)) + ' ' + std::to_string(sequence));
  const auto expected = members * room_total;
  EXPECT_TRUE(people.run_until([&] { return delivered >= expected; }, patience))
      << delivered << " of " << expected;

  for (plain_clients::client who = 0; who < members; ++who) {
    SCOPED_TRACE(target_of(who));
    ASSERT_EQ(all[who].strangers, 0u);
    ASSERT_EQ(all[who].told.count(), room_total);
    ASSERT_TRUE(all[who].told.gapless());
    ASSERT_EQ(all[who].told, all[room_of(who) * members_each].told);
  }
}

}  // namespace
}  // namespace parley::crowd_test
