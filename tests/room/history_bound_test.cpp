// SPDX-License-Identifier: Apache-2.0
// The size of one answer from a history, in bytes.
#include "room/history.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr history::time_point start{};

class HistoryBound : public testing::Test {
 protected:
  void append(int times) {
    for (int i = 0; i < times; ++i) keep_in(past, {.data = "x"}, start);
  }
  offsets read(const history::query& q) {
    return offsets_of(past.read(q, start));
  }
  /// Nothing when it was not recovered.
  static std::optional<offsets> found(const history::recovery& what) {
    if (what.recovered) return offsets_of(what.publications);
    EXPECT_TRUE(what.publications.empty());
    return std::nullopt;
  }
  std::optional<offsets> recover(const stream_position& from) {
    return found(past.recover(from, 300, start));
  }
  std::optional<offsets> recover_latest(const stream_position& from) {
    return found(past.recover_latest(from, start));
  }

  history past{{.size = 3, .ttl = 10s, .meta_ttl = 60s}, [] { return "E1"; }};
};

TEST_F(HistoryBound, a_page_is_cut_at_its_bytes_and_goes_on_with_since) {
  append(3);
  const auto each = size_in_answer({.data = "x"});
  EXPECT_EQ(read({.limit = 10, .since = {}, .bytes = 2 * each}),
            (offsets{1, 2}));
  EXPECT_EQ(read({.limit = 10, .since = 2, .bytes = 2 * each}), offsets{3});
  EXPECT_EQ(
      read({.limit = 10, .since = {}, .reverse = true, .bytes = 2 * each}),
      (offsets{3, 2}));
}

TEST_F(HistoryBound, a_page_has_one_publication_however_large) {
  keep_in(past, {.data = std::string(2 * answer_size, 'x')}, start);
  append(1);
  EXPECT_EQ(read({.limit = 10, .since = {}}), offsets{1});
  EXPECT_EQ(recover({0, ""}), std::nullopt);
  EXPECT_EQ(recover_latest({0, ""}), offsets{2});
}

TEST_F(HistoryBound, more_than_fits_into_one_answer_is_not_recovered) {
  for (int i = 0; i < 3; ++i)
    keep_in(past, {.data = std::string(answer_size / 2, 'x')}, start);
  EXPECT_EQ(recover({2, "E1"}), offsets{3});
  EXPECT_EQ(recover({1, "E1"}), std::nullopt);
}

}  // namespace
}  // namespace parley
