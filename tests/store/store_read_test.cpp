// SPDX-License-Identifier: Apache-2.0
// Every store: reading and loading.
#include "room/answer_size.hpp"
#include "tests/store/store_contract.hpp"

namespace parley {
namespace {

template <class Home>
class StoreRead : public StoreContract<Home> {};
TYPED_TEST_SUITE(StoreRead, homes);

TYPED_TEST(StoreRead, is_read_from_both_ends_and_up_to_a_limit) {
  this->commit(append("lobby", {0, "E1"}, 5));
  EXPECT_EQ(this->read({.limit = 0}), offsets{});
  EXPECT_EQ(this->read({.limit = 2}), (offsets{1, 2}));
  EXPECT_EQ(this->read({.limit = 2, .reverse = true}), (offsets{5, 4}));
  EXPECT_EQ(this->read({.limit = 9, .since = 3}), (offsets{4, 5}));
  EXPECT_EQ(this->read({.limit = 1, .since = 0}), offsets{1});
  EXPECT_EQ(this->read({.limit = 9, .since = 5}), offsets{});
  EXPECT_EQ(this->read({.limit = 9, .since = ~0ull}), offsets{});
  EXPECT_EQ(this->read({.limit = 2, .since = 4, .reverse = true}),
            (offsets{3, 2}));
  EXPECT_EQ(this->read({.limit = 1, .since = ~0ull, .reverse = true}),
            offsets{5});
  EXPECT_EQ(this->read({.limit = 9, .since = 1, .reverse = true}), offsets{});
  EXPECT_EQ(this->read({.limit = 9, .since = 0, .reverse = true}), offsets{});
}

TYPED_TEST(StoreRead, is_read_up_to_its_bytes_and_one_at_least) {
  this->commit(append("lobby", {0, "E1"}, 5));
  const auto each = size_in_answer({.data = "1"});
  EXPECT_EQ(this->read({.limit = 9, .bytes = 3 * each}), (offsets{1, 2, 3}));
  EXPECT_EQ(this->read({.limit = 9, .reverse = true, .bytes = 2 * each}),
            (offsets{5, 4}));
  EXPECT_EQ(this->read({.limit = 9, .since = 2, .bytes = 0}), offsets{3});
}

TYPED_TEST(StoreRead, is_read_between_first_and_last) {
  this->commit(append("lobby", {0, "E1"}, 6));
  EXPECT_EQ(this->read({.limit = 9, .first = 3, .last = 5}),
            (offsets{3, 4, 5}));
  EXPECT_EQ(this->read({.limit = 2, .reverse = true, .first = 3, .last = 5}),
            (offsets{5, 4}));
  EXPECT_EQ(this->read({.limit = 9, .since = 1, .first = 5}), (offsets{5, 6}));
  EXPECT_EQ(this->read({.limit = 9, .since = 5, .reverse = true, .first = 4}),
            offsets{4});
  EXPECT_EQ(this->read({.limit = 9, .first = 7}), offsets{});
  EXPECT_EQ(this->read({.limit = 9, .first = 5, .last = 3}), offsets{});
  EXPECT_EQ(this->read({.limit = 9, .first = ~0ull}), offsets{});
}

TYPED_TEST(StoreRead, what_was_said_earlier_counts_as_trimmed) {
  this->commit(append("lobby", {0, "E1"}, 2));
  this->commit(append("lobby", {2, "E1"}, 2, start + 10s));
  const auto since = start + 9999ms + 1us;
  EXPECT_EQ(this->read({.limit = 1, .said_since = since}), offsets{3});
  EXPECT_EQ(this->read({.limit = 9, .reverse = true, .said_since = since}),
            (offsets{4, 3}));
  EXPECT_EQ(this->read({.limit = 9, .said_since = start + 10s + 1us}),
            offsets{});
  EXPECT_EQ(this->read({.limit = 9, .said_since = start}),
            (offsets{1, 2, 3, 4}));
}

TYPED_TEST(StoreRead, a_clock_that_was_set_back_makes_no_gap) {
  this->commit(append("lobby", {0, "E1"}, 1, start));
  this->commit(append("lobby", {1, "E1"}, 1, start + 10s));
  this->commit(append("lobby", {2, "E1"}, 1, start));
  this->commit(append("lobby", {3, "E1"}, 1, start + 10s));
  const auto since = start + 5s;
  EXPECT_EQ(this->read({.limit = 9, .said_since = since}), (offsets{2, 3, 4}));
  EXPECT_EQ(this->read({.limit = 9, .reverse = true, .said_since = since}),
            (offsets{4, 3, 2}));
  this->trim(start + 65s);
  EXPECT_EQ(this->read_all(), (offsets{2, 3, 4}));
}

// -- loading ------------------------------------------------------------------

TYPED_TEST(StoreRead, only_the_newest_are_loaded) {
  this->commit(append("lobby", {0, "E1"}, 3));
  this->commit(append("lobby", {3, "E1"}, 3, start + 10s));
  const auto newest = [this](std::size_t limit, stored_time since) {
    return offsets_of(
        this->kept
            .load(
                "lobby",
                {.newest = limit, .since = since, .keys_since = {}, .keys = 0})
            ->newest);
  };
  EXPECT_EQ(newest(0, start), offsets{});
  EXPECT_EQ(newest(2, start), (offsets{5, 6}));
  EXPECT_EQ(newest(4, start), (offsets{3, 4, 5, 6}));
  EXPECT_EQ(newest(9, start + 1s), (offsets{4, 5, 6}));
  EXPECT_EQ(newest(9, start + 11s), offsets{});
}

TYPED_TEST(StoreRead, the_newest_keys_are_loaded_oldest_first) {
  auto wish = append("lobby", {0, "E1"}, 4);
  wish.records[0].idempotency_key = "b";
  wish.records[1].idempotency_key = "c";
  wish.records[3].idempotency_key = "a";
  wish.records[3].at = start + 1s;
  this->commit(wish);
  const auto keys = [this](std::size_t limit, stored_time since) {
    const auto found = this->kept.load(
        "lobby",
        {.newest = 0, .since = {}, .keys_since = since, .keys = limit});
    offsets out;
    for (const auto& each : found->keys) out.push_back(each.offset);
    return out;
  };
  EXPECT_EQ(keys(9, start), (offsets{1, 2, 4}));
  EXPECT_EQ(keys(2, start), (offsets{2, 4}));
  EXPECT_EQ(keys(9, start + 1us), offsets{4});
  EXPECT_EQ(keys(0, start), offsets{});
}

TYPED_TEST(StoreRead, of_a_key_used_twice_the_newer_answer_counts) {
  auto wish = append("lobby", {0, "E1"}, 3);
  wish.records[0].idempotency_key = "again";
  wish.records[1].idempotency_key = "once";
  wish.records[2].idempotency_key = "again";
  this->commit(wish);
  const auto at = "@" + std::to_string(to_ms(start));
  EXPECT_EQ(show(this->load()->keys), (texts{"once=2" + at, "again=3" + at}));
}

}  // namespace
}  // namespace parley
