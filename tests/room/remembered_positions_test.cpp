// SPDX-License-Identifier: Apache-2.0
// The table beside a model of it: a map, and a list in the order of use.
#include "room/remembered_positions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <list>
#include <map>
#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;
using time_point = remembered_positions::time_point;

constexpr auto lifetime = 100s;

remembered_position at(std::uint64_t offset, time_point used = {}) {
  return {.at = {offset, "epochABC"}, .version = {}, .used = used};
}

TEST(RememberedPositions, gives_back_all_that_it_was_given) {
  remembered_positions table(10);
  const remembered_position what{
      .at = {7, "abcdefgh"}, .version = {9, "v"}, .used = time_point(5s)};
  EXPECT_TRUE(table.keep("lobby", what, lifetime));
  EXPECT_EQ(table.size(), 1u);
  EXPECT_TRUE(table.knows("lobby", time_point(6s)));
  EXPECT_FALSE(table.knows("lobb", time_point(6s)));
  const auto found = table.take("lobby", time_point(6s));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->at, what.at);
  EXPECT_EQ(found->version.number, 9u);
  EXPECT_EQ(found->version.epoch, "v");
  EXPECT_EQ(found->used, what.used);
  EXPECT_EQ(table.size(), 0u);
  EXPECT_FALSE(table.take("lobby", time_point(6s)));
}

TEST(RememberedPositions, forgets_the_room_used_least_recently_first) {
  remembered_positions table(2);
  table.keep("a", at(1), lifetime);
  table.keep("b", at(2), lifetime);
  EXPECT_TRUE(table.use("a", time_point(1s)));
  table.keep("c", at(3, time_point(1s)), lifetime);
  EXPECT_FALSE(table.knows("b", time_point(1s)));
  EXPECT_TRUE(table.knows("a", time_point(1s)));
  EXPECT_TRUE(table.knows("c", time_point(1s)));
  EXPECT_EQ(table.forgotten(), 1u);
}

TEST(RememberedPositions, a_use_makes_the_lifetime_begin_again) {
  remembered_positions table(2);
  table.keep("a", at(1), lifetime);
  EXPECT_TRUE(table.use("a", time_point(99s)));
  EXPECT_TRUE(table.knows("a", time_point(198s)));
  EXPECT_FALSE(table.knows("a", time_point(199s)));
  EXPECT_FALSE(table.use("a", time_point(199s)));
  EXPECT_EQ(table.size(), 0u);
}

// Or a node that was full once would never be less full.
TEST(RememberedPositions, what_is_over_its_time_goes_as_others_come) {
  remembered_positions table(1'000);
  for (int i = 0; i < 500; ++i)
    table.keep("old-" + std::to_string(i), at(1), lifetime);
  for (int i = 0; i < 300; ++i)
    table.keep("new-" + std::to_string(i), at(1, time_point(lifetime)),
               lifetime);
  EXPECT_EQ(table.size(), 300u);
  EXPECT_EQ(table.forgotten(), 500u);
}

TEST(RememberedPositions, without_capacity_nothing_is_remembered) {
  remembered_positions table(0);
  EXPECT_TRUE(table.keep("a", at(1), lifetime));
  EXPECT_EQ(table.size(), 0u);
  EXPECT_EQ(table.forgotten(), 1u);
  EXPECT_EQ(table.bytes(), 0u);
}

TEST(RememberedPositions, a_room_of_an_ordinary_name_costs_under_200_bytes) {
  constexpr std::size_t rooms = 100'000;
  remembered_positions table(rooms);
  for (std::size_t i = 0; i < rooms; ++i)
    table.keep("chat:room-of-some-customer-" + std::to_string(i), at(1),
               lifetime);
  EXPECT_EQ(table.size(), rooms);
  EXPECT_LT(table.bytes() / rooms, remembered_positions::bytes_per_room);
}

TEST(RememberedPositions, long_names_do_not_get_past_the_bound_in_bytes) {
  constexpr std::size_t rooms = 10'000;
  remembered_positions table(rooms);
  for (std::size_t i = 0; i < 2 * rooms; ++i)
    table.keep(std::string(1'000, 'x') + std::to_string(i), at(1), lifetime);
  EXPECT_LT(table.size(), rooms);
  EXPECT_LT(table.bytes(),
            rooms * remembered_positions::bytes_per_room * 11 / 10);
}

// What moves to another node is taken out a part at a time.
TEST(RememberedPositions, all_parts_together_have_every_wanted_room_once) {
  remembered_positions table(1'000);
  std::map<std::string, int> wanted;
  for (int i = 0; i < 1'000; ++i) {
    const auto name = std::to_string(i);
    table.keep(name, at(1), lifetime);
    if (i % 3 == 0) wanted[name] = 1;
  }
  for (std::size_t i = 0; i < remembered_positions::part_count; ++i)
    for (const auto& each : table.take_from(
             i, [](auto name) { return std::stoi(std::string(name)) % 3 == 0; },
             time_point(1s)))
      --wanted.at(each.room);
  for (const auto& [name, missing] : wanted) EXPECT_EQ(missing, 0) << name;
  EXPECT_EQ(table.size(), 1'000 - wanted.size());
}

// -- any sequence of uses -----------------------------------------------------

class model {
 public:
  explicit model(std::size_t capacity) : capacity_(capacity) {}

  void keep(const std::string& room, std::uint64_t offset, time_point now) {
    order_.remove(room);
    order_.push_back(room);
    known_[room] = {offset, now};
    while (known_.size() > capacity_) drop(order_.front());
  }
  std::optional<std::uint64_t> use(const std::string& room, time_point now) {
    const auto found = find(room, now);
    if (!found) return std::nullopt;
    keep(room, *found, now);
    return found;
  }
  std::optional<std::uint64_t> take(const std::string& room, time_point now) {
    const auto found = find(room, now);
    if (known_.contains(room)) drop(room);
    return found;
  }

 private:
  struct entry {
    std::uint64_t offset;
    time_point used;
  };
  std::optional<std::uint64_t> find(const std::string& room, time_point now) {
    const auto at = known_.find(room);
    if (at == known_.end()) return std::nullopt;
    if (now - at->second.used < lifetime) return at->second.offset;
    drop(std::string(room));
    return std::nullopt;
  }
  void drop(const std::string& room) {
    const auto name = room;
    order_.remove(name);
    known_.erase(name);
  }

  std::size_t capacity_;
  std::map<std::string, entry> known_;
  std::list<std::string> order_;
};

RC_GTEST_PROP(RememberedPositions, does_what_a_map_and_a_list_do, ()) {
  const auto capacity = *rc::gen::inRange<std::size_t>(1, 20);
  remembered_positions table(capacity);
  model expected(capacity);
  time_point now{};
  const auto steps = *rc::gen::inRange(1, 300);
  for (int i = 0; i < steps; ++i) {
    const auto room = "room-" + std::to_string(*rc::gen::inRange(0, 40));
    now += std::chrono::seconds(*rc::gen::inRange(0, 8));
    const auto offset_of = [](const auto& found) {
      return found ? std::optional(found->at.offset) : std::nullopt;
    };
    switch (*rc::gen::inRange(0, 3)) {
      case 0: {
        const auto offset = *rc::gen::arbitrary<std::uint64_t>();
        table.keep(room, at(offset, now), lifetime);
        expected.keep(room, offset, now);
        break;
      }
      case 1:
        RC_ASSERT(offset_of(table.use(room, now)) == expected.use(room, now));
        break;
      default:
        RC_ASSERT(offset_of(table.take(room, now)) == expected.take(room, now));
    }
    RC_ASSERT(table.size() <= capacity);
  }
}

}  // namespace
}  // namespace parley
