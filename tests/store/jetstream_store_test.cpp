// SPDX-License-Identifier: Apache-2.0
#include "store/jetstream_store.hpp"

#include "tests/store/jetstream_changes.hpp"
#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace parley {
namespace {

/// A server of NATS for all, and rooms of each test's own.
class JetstreamStore : public testing::Test {
 protected:
  static void SetUpTestSuite() { nats = std::make_unique<nats_server>(); }
  static void TearDownTestSuite() { nats.reset(); }

  static std::unique_ptr<jetstream_store> open() {
    return std::make_unique<jetstream_store>(nats->options(), one_namespace(),
                                             300);
  }

  static std::unique_ptr<nats_server> nats;
  const std::string room =
      testing::UnitTest::GetInstance()->current_test_info()->name();
  const store::load_wish all{.newest = 100,
                             .since = now - std::chrono::hours(1),
                             .keys_since = now - std::chrono::hours(1),
                             .keys = 100};
};

std::unique_ptr<nats_server> JetstreamStore::nats;

TEST_F(JetstreamStore, the_next_owner_finds_what_was_appended) {
  const auto first = open();
  EXPECT_EQ(first->load(room, all)->end.offset, 0u);
  const auto one = append(room, 0, {"1", "2"});
  const auto two = append(room, 2, {"3"});
  EXPECT_EQ(first->commit({&one, 1}), outcomes{change_outcome::committed});
  EXPECT_EQ(first->commit({&two, 1}), outcomes{change_outcome::committed});
  const auto found = open()->load(room, all);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->end, (stream_position{3, "E"}));
  EXPECT_EQ(data_of(found->newest), (lines{"1", "2", "3"}));
  EXPECT_EQ(found->keys.size(), 3u);
}

// The fence: without it two owners would give one offset to two publications.
TEST_F(JetstreamStore, an_owner_that_was_deposed_appends_nothing) {
  const auto deposed = open();
  const auto one = append(room, 0, {"1"});
  static_cast<void>(deposed->load(room, all));
  static_cast<void>(deposed->commit({&one, 1}));
  const auto owner = open();
  static_cast<void>(owner->load(room, all));  // nothing appended yet
  const auto late = append(room, 1, {"late"});
  EXPECT_EQ(deposed->commit({&late, 1}), outcomes{change_outcome::conflict});
  const auto two = append(room, 1, {"2"});
  EXPECT_EQ(owner->commit({&two, 1}), outcomes{change_outcome::committed});
  EXPECT_EQ(data_of(open()->load(room, all)->newest), (lines{"1", "2"}));
}

TEST_F(JetstreamStore, of_two_who_begin_a_room_one_does) {
  const auto a = open(), b = open();
  static_cast<void>(a->load(room, all));
  static_cast<void>(b->load(room, all));
  const auto one = append(room, 0, {"a"});
  const auto other = append(room, 0, {"b"});
  EXPECT_EQ(a->commit({&one, 1}), outcomes{change_outcome::conflict});
  EXPECT_EQ(b->commit({&other, 1}), outcomes{change_outcome::committed});
}

// Members count by it, who were told of it before anything was said.
TEST_F(JetstreamStore, a_room_has_one_epoch_from_its_first_owner_on) {
  const auto epoch = open()->load(room, all)->end.epoch;
  EXPECT_FALSE(epoch.empty());
  EXPECT_EQ(open()->load(room, all)->end.epoch, epoch);
}

TEST_F(JetstreamStore, who_lost_a_room_may_get_it_back) {
  const auto a = open(), b = open();
  const auto one = append(room, 0, {"1"});
  const auto two = append(room, 1, {"2"});
  const auto three = append(room, 2, {"3"});
  static_cast<void>(a->load(room, all));
  static_cast<void>(a->commit({&one, 1}));
  static_cast<void>(b->load(room, all));
  static_cast<void>(b->commit({&two, 1}));
  EXPECT_EQ(data_of(a->load(room, all)->newest), (lines{"1", "2"}));
  EXPECT_EQ(a->commit({&three, 1}), outcomes{change_outcome::committed});
}

TEST_F(JetstreamStore, who_released_a_room_loads_it_before_it_appends) {
  const auto owner = open();
  const auto one = append(room, 0, {"1"});
  const auto two = append(room, 1, {"2"});
  static_cast<void>(owner->load(room, all));
  static_cast<void>(owner->commit({&one, 1}));
  owner->release(room);
  EXPECT_EQ(owner->commit({&two, 1}), outcomes{change_outcome::conflict});
  EXPECT_EQ(data_of(owner->load(room, all)->newest), lines{"1"});
  EXPECT_EQ(owner->commit({&two, 1}), outcomes{change_outcome::committed});
}

// Each claim is an entry, and a stream has place for 256 beside publications.
TEST_F(JetstreamStore, a_room_that_comes_and_goes_keeps_what_was_said) {
  const auto owner = open();
  const auto one = append(room, 0, {"1"});
  static_cast<void>(owner->load(room, all));
  static_cast<void>(owner->commit({&one, 1}));
  for (int i = 0; i < 400; ++i) {
    owner->release(room);
    ASSERT_EQ(owner->load(room, all)->end.offset, 1u);
  }
  EXPECT_EQ(data_of(owner->load(room, all)->newest), lines{"1"});
}

TEST_F(JetstreamStore, rooms_of_one_group_do_not_hang_on_each_other) {
  const auto other = open(), own = open();
  const auto foreign = append(room + "-0", 0, {"x"});
  static_cast<void>(own->load(room + "-0", all));
  static_cast<void>(other->load(room + "-0", all));
  static_cast<void>(other->commit({&foreign, 1}));
  std::vector<change> group;
  for (int i = 0; i < 50; ++i)
    group.push_back(append(room + '-' + std::to_string(i), 0, {"1"}));
  const auto found = own->commit(group);
  ASSERT_EQ(found.size(), 50u);
  EXPECT_EQ(found[0], change_outcome::conflict);
  for (int i = 1; i < 50; ++i)
    EXPECT_EQ(found[static_cast<std::size_t>(i)], change_outcome::committed);
}

TEST_F(JetstreamStore, changes_of_a_room_are_made_in_their_order) {
  const auto own = open();
  const std::vector<change> group{append(room, 0, {"1", "2"}),
                                  clear_records{room}, append(room, 2, {"3"})};
  EXPECT_EQ(own->commit(group), outcomes(3, change_outcome::committed));
  const auto found = open()->load(room, all);
  EXPECT_EQ(data_of(found->newest), (lines{"3"}));
  EXPECT_EQ(found->end.offset, 3u);
}

TEST_F(JetstreamStore, an_append_that_does_not_follow_is_in_conflict) {
  const auto own = open();
  const auto one = append(room, 0, {"1"});
  const auto gap = append(room, 5, {"6"});
  static_cast<void>(own->commit({&one, 1}));
  EXPECT_EQ(own->commit({&gap, 1}), outcomes{change_outcome::conflict});
  EXPECT_EQ(open()->load(room, all)->end.offset, 1u);
}

TEST_F(JetstreamStore, a_large_append_is_whole) {
  const auto own = open();
  lines big;
  for (char c = 'a'; c < 'k'; ++c) big.emplace_back(200'000, c);
  const auto one = append(room, 0, big);
  EXPECT_EQ(own->commit({&one, 1}), outcomes{change_outcome::committed});
  EXPECT_EQ(data_of(open()->load(room, all)->newest), big);
}

TEST_F(JetstreamStore, pages_are_read) {
  const auto own = open();
  const auto one = append(room, 0, {"1", "2", "3", "4"});
  static_cast<void>(own->commit({&one, 1}));
  EXPECT_EQ(data_of(own->read(room, {.limit = 2, .since = 1})),
            (lines{"2", "3"}));
  EXPECT_TRUE(own->read("nobody", {.limit = 2}).empty());
}

TEST(JetstreamStoreAlone, without_nats_it_says_so_and_changes_nothing) {
  cluster_options options;
  options.servers = {"nats://127.0.0.1:1"};
  options.node = "a";
  jetstream_store own(options, {{"", {}}}, 300);
  const auto one = append("room", 0, {"1"});
  EXPECT_THROW(static_cast<void>(own.commit({&one, 1})), store_error);
  EXPECT_THROW(static_cast<void>(own.load("room", {})), store_error);
}

}  // namespace
}  // namespace parley
