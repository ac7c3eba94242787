// SPDX-License-Identifier: Apache-2.0
#include "room/history.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr history::time_point start{};

std::uint64_t held() {
  memory_use::flush();
  return memory_use::report()
      .held[static_cast<std::size_t>(memory_kind::history)];
}

history make_history() {
  return {{.size = 3, .ttl = 10s, .meta_ttl = 60s}, [] { return "E"; }};
}

TEST(HistoryMemory, is_counted_as_long_as_publications_are_kept) {
  const auto before = held();
  {
    auto past = make_history();
    for (int i = 0; i < 10; ++i)
      keep_in(past, {.data = std::string(100'000, 'x')}, start);
    EXPECT_GE(held() - before, 300'000u);
    EXPECT_LT(held() - before, 302'000u) << "trimmed to its size";
    past.clear();
    EXPECT_EQ(held(), before);
    keep_in(past, {.data = std::string(100'000, 'x')}, start);
    EXPECT_GE(held() - before, 100'000u);
    past.top(start + 11s);
    EXPECT_EQ(held(), before) << "expired";
    keep_in(past, {.data = std::string(100'000, 'x')}, start + 12s);
  }
  EXPECT_EQ(held(), before) << "the room ended";
}

TEST(HistoryMemory, is_counted_when_it_is_restored) {
  const auto before = held();
  auto past = make_history();
  keep_in(past, {.data = std::string(100'000, 'x')}, start);
  auto copy = make_history();
  copy.restore(past.remembered());
  EXPECT_GE(held() - before, 200'000u);
  copy.restore({});
  past.clear();
  EXPECT_EQ(held(), before);
}

}  // namespace
}  // namespace parley
