// SPDX-License-Identifier: Apache-2.0
// Joining and leaving under fire: rooms retire while joins arrive.
#include "tests/crowd/visitors.hpp"

#include "tests/crowd/own_process.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace parley::crowd_test {
namespace {

// About one member a room, so that most rooms are about to end or to begin.
constexpr visitors::size bounds{.rooms = 50, .at_once = 64, .visits = 6'000};
constexpr unsigned seed = 20'251'123;

/// What is known of a visit at a place in its room's order.
struct progress {
  bool joined = false;
  bool known = false;  // how much it has said
  std::uint64_t said = 0;
  bool gone = false;
};

/// One more event of a visit: it joins, says 0, 1, ..., and leaves when it has
/// said all, unless it was reset. False when it does otherwise.
bool goes_on(progress& at, const visit& who, const line& event) {
  if (at.gone) return false;
  if (event.what == line::kind::joined) {
    if (at.joined || at.known) return false;
    at.joined = at.known = true;
    return true;
  }
  if (event.what == line::kind::left) {
    at.gone = true;
    return who.how == departure::reset || !at.known || at.said == who.to_say;
  }
  const auto sequence = number(event.words.substr(event.words.find(':') + 1));
  if (at.known && sequence != at.said) return false;
  at.known = true;
  at.said = sequence + 1;
  return true;
}

/// The first event of a stretch of a room's order that should not be there;
/// empty when there is none. The stretch may begin within a visit.
std::string misplaced(const std::vector<std::string>& stretch,
                      const std::vector<visit>& visits) {
  std::map<std::size_t, progress> all;
  for (const auto& text : stretch) {
    const line event(text);
    const auto id = event.what == line::kind::said
                        ? number(event.words.substr(0, event.words.find(':')))
                        : number(event.name.substr(1));
    if (!goes_on(all[id], visits.at(id), event)) return text;
  }
  return {};
}

void expect_orderly(const visitors& all) {
  for (const auto& order : all.orders()) {
    EXPECT_EQ(order.disagreement(), "");
    for (const auto& stretch : order.stretches())
      EXPECT_EQ(misplaced(stretch, all.visits()), "");
  }
}

TEST(crowd, joining_and_leaving_under_fire_keeps_the_order_of_every_room) {
  node where;
  plain_clients nobody(where.port());
  const auto descriptors = open_descriptors();
  {
    visitors all(where, bounds, seed);
    const stopwatch watch;
    EXPECT_TRUE(all.run()) << all.figures();
    std::cout << all.figures() << ", in " << watch.read().wall << " s\n";
    EXPECT_EQ(all.fault(), "");
    EXPECT_GT(all.rebirths(), 0u) << "no room was retired: nothing was tested";
    expect_orderly(all);
  }
  EXPECT_TRUE(
      nobody.run_until([&] { return where.connections() == 0; }, patience))
      << where.connections();
  EXPECT_TRUE(nobody.run_until(
      [&] { return open_descriptors() <= descriptors; }, patience))
      << open_descriptors() << " rather than " << descriptors;
  for (std::size_t room = 0; room < bounds.rooms; ++room)
    EXPECT_TRUE(is_retired(where, std::to_string(room))) << "room " << room;
}

}  // namespace
}  // namespace parley::crowd_test
