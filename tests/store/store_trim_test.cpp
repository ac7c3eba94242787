// SPDX-License-Identifier: Apache-2.0
// Every store: what goes when its time is over.
#include "room/recent_keys.hpp"
#include "tests/store/store_contract.hpp"

namespace parley {
namespace {

template <class Home>
class StoreTrim : public StoreContract<Home> {};
TYPED_TEST_SUITE(StoreTrim, homes);

TYPED_TEST(StoreTrim, what_is_over_the_size_goes_sooner_or_later) {
  for (std::uint64_t at = 0; at < 100; ++at)
    this->commit(append("lobby", {at, "E1"}, 1));
  const auto found = this->read_all();
  EXPECT_LE(found.size(), 20u);
  EXPECT_GE(found.size(), 10u);
  EXPECT_EQ(found.back(), 100u);
  EXPECT_EQ(this->read({.limit = 99, .first = 91}).size(), 10u);
}

TYPED_TEST(StoreTrim, publications_go_when_they_are_over_their_time) {
  this->commit(append("lobby", {0, "E1"}, 2));
  this->commit(append("lobby", {2, "E1"}, 2, start + 30s));
  this->trim(start + 60s - 1ms);
  EXPECT_EQ(this->read_all(), (offsets{1, 2, 3, 4}));
  this->trim(start + 60s);
  EXPECT_EQ(this->read_all(), (offsets{3, 4}));
  this->trim(start + 2min);
  EXPECT_EQ(this->read_all(), offsets{});
  EXPECT_EQ(this->load()->end, (stream_position{4, "E1"}));
}

TYPED_TEST(StoreTrim, the_last_append_says_what_is_kept) {
  this->commit(append("lobby", {0, "E1"}, 4, start, {10, 60s, 1h}));
  this->commit(append("lobby", {4, "E1"}, 1, start + 1s, {10, 5s, 1h}));
  this->trim(start + 6s);
  EXPECT_EQ(this->read_all(), offsets{});
}

TYPED_TEST(StoreTrim, keys_outlive_their_publications) {
  auto wish = append("lobby", {0, "E1"}, 1, start, {10, 5s, 1h});
  wish.records[0].idempotency_key = "k";
  this->commit(wish);
  this->trim(start + recent_keys::lifetime - 1ms);
  EXPECT_EQ(this->read_all(), offsets{});
  EXPECT_EQ(this->load()->keys.size(), 1u);
  // Busy rooms are not looked at for every single key.
  this->trim(start + 2 * recent_keys::lifetime);
  EXPECT_EQ(this->load()->keys.size(), 0u);
}

TYPED_TEST(StoreTrim, rooms_go_when_they_were_not_used_for_long) {
  auto wish = append("lobby", {0, "E1"}, 30, start, {100, 2h, 1h});
  for (auto& each : wish.records) each.idempotency_key = each.said->data;
  this->commit(wish);
  this->commit(append("lobby", {30, "E1"}, 1, start + 30min, {100, 2h, 1h}));
  this->commit(append("hall", {0, "H"}, 1, start + 1h));
  this->trim(start + 90min - 1ms);
  EXPECT_TRUE(this->load());
  this->trim(start + 90min);
  EXPECT_EQ(this->load(), std::nullopt);
  EXPECT_EQ(this->read_all(), offsets{});
  EXPECT_TRUE(this->load("hall"));
  EXPECT_EQ(this->commit(append("lobby", {31, "E1"}, 1, start + 90min)),
            change_outcome::committed);
  EXPECT_EQ(this->read_all(), offsets{32});
  EXPECT_TRUE(this->load()->keys.empty());
}

TYPED_TEST(StoreTrim, trimming_goes_by_small_steps) {
  this->commit(append("lobby", {0, "E1"}, 50, start, {100, 60s, 1h}));
  EXPECT_TRUE(this->kept.trim(start + 1min, 20));
  EXPECT_EQ(this->read_all().size(), 30u);
  this->trim(start + 1min);
  EXPECT_EQ(this->read_all(), offsets{});
  EXPECT_FALSE(this->kept.trim(start + 1min, 20));
}

TYPED_TEST(StoreTrim, what_is_kept_for_ever_is_never_trimmed) {
  constexpr auto ever = std::chrono::milliseconds::max();
  this->commit(append("lobby", {0, "E1"}, 2, start, {~0ull, ever, ever}));
  this->trim(stored_time::max());
  EXPECT_EQ(this->read_all(), (offsets{1, 2}));
}

}  // namespace
}  // namespace parley
