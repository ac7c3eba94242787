// SPDX-License-Identifier: Apache-2.0
#include "room/history.hpp"

#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr history::time_point start{};

/// A query from the oldest on.
history::query first(std::size_t limit) {
  return {.limit = limit, .since = {}};
}

/// A history whose epochs are E1, E2, ...
class History : public testing::Test {
 protected:
  void append(int times, history::time_point now = start) {
    for (int i = 0; i < times; ++i) keep_in(past, {.data = "x"}, now);
  }

  /// The offsets that were recovered; nothing when it was not.
  std::optional<offsets> recover(stream_position from, std::size_t limit = 300,
                                 history::time_point now = start) {
    const auto found = past.recover(from, limit, now);
    if (!found.recovered) {
      EXPECT_TRUE(found.publications.empty());
      return std::nullopt;
    }
    return offsets_of(found.publications);
  }

  std::optional<offsets> recover_latest(stream_position from,
                                        history::time_point now = start) {
    const auto found = past.recover_latest(from, now);
    return found.recovered ? std::optional(offsets_of(found.publications))
                           : std::nullopt;
  }

  offsets read(const history::query& q) {
    return offsets_of(past.read(q, start));
  }

  int epochs = 0;
  history past{{.size = 3, .ttl = 10s, .meta_ttl = 60s},
               [this] { return "E" + std::to_string(++epochs); }};
};

TEST_F(History, offsets_begin_at_one_and_have_no_gaps) {
  for (std::uint64_t expected = 1; expected <= 5; ++expected) {
    const auto kept = keep_in(past, {.data = std::to_string(expected)}, start);
    EXPECT_EQ(kept->offset, expected);
    EXPECT_EQ(kept->data, std::to_string(expected));
  }
  EXPECT_EQ(past.top(start), (stream_position{5, "E1"}));
}

TEST_F(History, an_epoch_begins_when_it_is_first_asked_for) {
  EXPECT_EQ(past.epoch(), "");
  EXPECT_EQ(past.top(start), (stream_position{0, "E1"}));
  EXPECT_EQ(past.epoch(), "E1");
  append(1);
  EXPECT_EQ(past.top(start), (stream_position{1, "E1"}));
}

TEST_F(History, is_kept_when_size_and_time_are_above_zero) {
  const auto kept = [](std::size_t size, history::duration ttl) {
    return history({.size = size, .ttl = ttl}, {}).enabled();
  };
  EXPECT_TRUE(kept(1, 1ms));
  EXPECT_FALSE(kept(1, 0ms));
  EXPECT_FALSE(kept(0, 1ms));
}

TEST_F(History, trimming_changes_neither_epoch_nor_top) {
  append(5);
  EXPECT_EQ(read(first(10)), (offsets{3, 4, 5}));
  EXPECT_EQ(past.top(start + 10s), (stream_position{5, "E1"}));
  EXPECT_TRUE(past.read(first(10), start + 10s).empty());
}

TEST_F(History, each_publication_is_kept_for_its_own_time) {
  append(1, start);
  append(1, start + 4s);
  EXPECT_EQ(offsets_of(past.read(first(9), start + 9'999ms)), (offsets{1, 2}));
  EXPECT_EQ(offsets_of(past.read(first(9), start + 10s)), offsets{2});
  EXPECT_EQ(offsets_of(past.read(first(9), start + 14s)), offsets{});
}

TEST_F(History, clearing_keeps_the_position) {
  append(2);
  past.clear();
  EXPECT_EQ(read(first(10)), offsets{});
  EXPECT_EQ(past.top(start), (stream_position{2, "E1"}));
  append(1);
  EXPECT_EQ(read(first(10)), offsets{3});
}

TEST_F(History, a_position_unused_for_long_is_forgotten) {
  append(2);
  EXPECT_EQ(past.top(start + 59s), (stream_position{2, "E1"}));
  EXPECT_EQ(past.top(start + 118s), (stream_position{2, "E1"}));
  EXPECT_EQ(past.top(start + 178s), (stream_position{0, "E2"}));
  EXPECT_EQ(keep_in(past, {}, start + 178s)->offset, 1u);
}

TEST_F(History, a_new_epoch_has_nothing_of_the_old_one) {
  history brief({.size = 3, .ttl = 60s, .meta_ttl = 10s},
                [this] { return "E" + std::to_string(++epochs); });
  keep_in(brief, {.data = "old"}, start);
  EXPECT_EQ(brief.top(start + 10s), (stream_position{0, "E2"}));
  EXPECT_EQ(offsets_of(brief.read(first(9), start + 10s)), offsets{});
}

// -- recovery -----------------------------------------------------------------

TEST_F(History, what_was_missed_is_recovered) {
  append(3);
  EXPECT_EQ(recover({0, "E1"}), (offsets{1, 2, 3}));
  EXPECT_EQ(recover({2, "E1"}), offsets{3});
  EXPECT_EQ(recover({3, "E1"}), offsets{});
}

TEST_F(History, one_who_knows_no_epoch_recovers_from_any) {
  append(2);
  EXPECT_EQ(recover({1, ""}), offsets{2});
}

TEST_F(History, of_another_epoch_nothing_is_recovered) {
  append(2);
  EXPECT_EQ(recover({1, "E0"}), std::nullopt);
  EXPECT_EQ(recover({2, "E0"}), std::nullopt);
  EXPECT_EQ(recover({0, "_"}), std::nullopt);
}

TEST_F(History, what_was_trimmed_is_not_recovered) {
  append(4);
  EXPECT_EQ(recover({0, "E1"}), std::nullopt);
  EXPECT_EQ(recover({1, "E1"}), (offsets{2, 3, 4}));
  EXPECT_EQ(recover({1, "E1"}, 300, start + 10s), std::nullopt);
  EXPECT_EQ(recover({4, "E1"}, 300, start + 10s), offsets{});
}

TEST_F(History, what_was_cleared_is_not_recovered) {
  append(2);
  past.clear();
  EXPECT_EQ(recover({1, "E1"}), std::nullopt);
  EXPECT_EQ(recover({2, "E1"}), offsets{});
}

TEST_F(History, more_than_the_limit_is_not_recovered) {
  append(3);
  EXPECT_EQ(recover({0, "E1"}, 2), std::nullopt);
  EXPECT_EQ(recover({1, "E1"}, 2), (offsets{2, 3}));
}

TEST_F(History, a_position_beyond_the_top_is_not_recovered) {
  append(2);
  EXPECT_EQ(recover({3, "E1"}), std::nullopt);
  EXPECT_EQ(recover({~0ull, ""}), std::nullopt);
}

TEST_F(History, in_an_empty_history_only_its_beginning_is_recovered) {
  EXPECT_EQ(recover({0, ""}), offsets{});
  EXPECT_EQ(recover({0, "E1"}), offsets{});
  EXPECT_EQ(recover({1, "E1"}), std::nullopt);
}

// -- cache mode ---------------------------------------------------------------

TEST_F(History, only_the_newest_counts_in_cache_mode) {
  append(3);
  EXPECT_EQ(recover_latest({0, ""}), offsets{3});
  EXPECT_EQ(recover_latest({2, "E1"}), offsets{3});
  EXPECT_EQ(recover_latest({3, "E1"}), offsets{});
  EXPECT_EQ(recover_latest({3, "E0"}), offsets{3});
  EXPECT_EQ(recover_latest({9, "E1"}), offsets{3});
  EXPECT_EQ(recover_latest({0, "_"}), std::nullopt);
}

TEST_F(History, without_a_newest_only_the_top_is_recovered_in_cache_mode) {
  append(2);
  EXPECT_EQ(recover_latest({2, "E1"}, start + 10s), offsets{});
  EXPECT_EQ(recover_latest({1, "E1"}, start + 10s), std::nullopt);
  EXPECT_EQ(recover_latest({2, ""}, start + 10s), std::nullopt);
}

// -- reading ------------------------------------------------------------------

TEST_F(History, is_read_from_both_ends_and_up_to_a_limit) {
  append(5);
  EXPECT_EQ(read(first(0)), offsets{});
  EXPECT_EQ(read(first(2)), (offsets{3, 4}));
  EXPECT_EQ(read({.limit = 2, .since = {}, .reverse = true}), (offsets{5, 4}));
  EXPECT_EQ(read({.limit = 9, .since = 3}), (offsets{4, 5}));
  EXPECT_EQ(read({.limit = 1, .since = 0}), offsets{3});
  EXPECT_EQ(read({.limit = 9, .since = 5}), offsets{});
  EXPECT_EQ(read({.limit = 9, .since = 5, .reverse = true}), (offsets{4, 3}));
  EXPECT_EQ(read({.limit = 9, .since = 3, .reverse = true}), offsets{});
  EXPECT_EQ(read({.limit = 1, .since = 99, .reverse = true}), offsets{5});
}

// -- expiry -------------------------------------------------------------------

TEST_F(History, says_when_it_has_something_to_forget) {
  EXPECT_EQ(past.expire(start), std::nullopt);
  append(1);
  append(1, start + 4s);
  EXPECT_EQ(past.expire(start + 5s), start + 10s);
  EXPECT_EQ(past.expire(start + 10s), start + 14s);
  EXPECT_EQ(past.expire(start + 14s), std::nullopt);
}

TEST_F(History, a_position_outlives_its_publications_for_its_own_time) {
  append(2);
  EXPECT_EQ(past.expire(start + 10s), std::nullopt);
  EXPECT_EQ(past.top(start + 59s), (stream_position{2, "E1"}));
  EXPECT_EQ(past.top(start + 119s), (stream_position{0, "E2"}));
}

// -- drafts -------------------------------------------------------------------

TEST_F(History, what_is_prepared_is_not_found_before_it_is_kept) {
  append(1);
  const auto second = past.prepare({.data = "2"}, start);
  const auto third = past.prepare({.data = "3"}, start);
  EXPECT_EQ(second->offset, 2u);
  EXPECT_EQ(third->offset, 3u);
  EXPECT_EQ(past.top(start).offset, 1u);
  EXPECT_EQ(past.end(start).offset, 3u);
  EXPECT_EQ(read(first(10)), offsets{1});
  past.keep(second, start);
  EXPECT_EQ(read(first(10)), (offsets{1, 2}));
  past.forget_prepared();
  EXPECT_EQ(past.end(start).offset, 2u);
  EXPECT_EQ(past.prepare({}, start)->offset, 3u);
}

TEST_F(History, an_epoch_stays_while_something_is_prepared) {
  append(1);
  const auto second = past.prepare({}, start);
  EXPECT_EQ(past.top(start + 60s).epoch, "E1");
  past.keep(second, start + 60s);
  EXPECT_EQ(past.top(start + 60s), (stream_position{2, "E1"}));
  EXPECT_EQ(past.top(start + 180s).epoch, "E2");
}

TEST_F(History, a_restored_one_goes_on_and_is_over_in_its_time) {
  const auto said = std::make_shared<const publication>(
      publication{.data = "x", .offset = 9});
  const auto restore = [&](history& to) {
    to.restore({{9, "S"}, start, {{said, start}}});
  };
  restore(past);
  EXPECT_EQ(recover({8, "S"}), offsets{9});
  history late({.size = 3, .ttl = 10s, .meta_ttl = 60s},
               [] { return std::string("N"); });
  restore(late);
  EXPECT_EQ(late.top(start + 60s), (stream_position{0, "N"}));
}

TEST_F(History, it_knows_whether_a_query_wants_what_was_trimmed) {
  const auto has = [this](history::query q) {
    return past.has_all_of(q, start);
  };
  const std::size_t all = 100;
  append(2);
  EXPECT_TRUE(has(first(all))) << "nothing was trimmed yet";
  append(3);  // 3, 4 and 5 are kept
  EXPECT_FALSE(has(first(all)));
  EXPECT_FALSE(has({.limit = all, .since = 1}));
  EXPECT_TRUE(has({.limit = all, .since = 2}));
  EXPECT_TRUE(has({.limit = 3, .since = {}, .reverse = true}));
  EXPECT_FALSE(has({.limit = 4, .since = {}, .reverse = true}));
  EXPECT_TRUE(has({.limit = 1, .since = 4, .reverse = true}));
  EXPECT_FALSE(has({.limit = 2, .since = 4, .reverse = true}));
  EXPECT_FALSE(has({.limit = 1, .since = 2, .reverse = true}));
  EXPECT_TRUE(past.has_all_of(first(all), start + 10s))
      << "what is too old is nowhere";
}

}  // namespace
}  // namespace parley
