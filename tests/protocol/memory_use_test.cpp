// SPDX-License-Identifier: Apache-2.0
#include "protocol/memory_use.hpp"

#include "protocol/frame.hpp"
#include "protocol/websocket_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace parley {
namespace {

constexpr std::uint64_t MiB = 1u << 20;

std::uint64_t held(memory_kind kind) {
  memory_use::flush();
  return memory_use::report().held[static_cast<std::size_t>(kind)];
}

class MemoryUse : public ::testing::Test {
 protected:
  ~MemoryUse() override { memory_use::set_limit(0); }
};

TEST_F(MemoryUse, a_frame_counts_once_however_many_refer_to_it) {
  const auto before = held(memory_kind::outgoing);
  auto shared = make_frame(std::string(MiB, 'x'));
  std::vector<frame> outboxes(1'000, shared);
  const auto during = held(memory_kind::outgoing) - before;
  EXPECT_GE(during, MiB);
  EXPECT_LT(during, MiB + 1'024);
  shared.reset();
  EXPECT_EQ(held(memory_kind::outgoing) - before, during);
  outboxes.clear();
  EXPECT_EQ(held(memory_kind::outgoing), before);
}

TEST_F(MemoryUse, bytes_may_be_given_back_by_another_thread) {
  const auto before = held(memory_kind::outgoing);
  auto made = make_frame(std::string(MiB, 'x'));
  EXPECT_GT(held(memory_kind::outgoing), before);
  std::thread([last = std::move(made)]() mutable { last.reset(); }).join();
  EXPECT_EQ(held(memory_kind::outgoing), before);
}

TEST_F(MemoryUse, an_unfinished_message_counts_until_it_is_complete) {
  const auto before = held(memory_kind::incoming);
  {
    websocket_reader reader;
    // The head of a masked text frame of 1 MiB (RFC 6455 section 5.2).
    std::string bytes("\x81\xff\0\0\0\0\0\x10\0\0\0\0\0\0", 14);
    bytes.append(MiB / 2, 'x');
    std::span<char> input(bytes);
    EXPECT_FALSE(reader.next(input, {.message_size = 2 * MiB}));
    EXPECT_GE(held(memory_kind::incoming) - before, MiB / 2);
  }
  EXPECT_EQ(held(memory_kind::incoming), before);
}

TEST_F(MemoryUse, what_moved_away_is_given_back_once) {
  const auto before = held(memory_kind::history);
  {
    held_bytes<memory_kind::history> a;
    a.resize(MiB);
    auto b = std::move(a);
    held_bytes<memory_kind::history> c;
    c.grow(2 * MiB);
    c = std::move(b);
    c.shrink(MiB / 2);
    EXPECT_EQ(c.size(), MiB / 2);
  }
  EXPECT_EQ(held(memory_kind::history), before);
}

TEST_F(MemoryUse, levels_begin_at_shares_of_the_limit) {
  EXPECT_EQ(level_of(~0ull, 0), memory_level::normal) << "0 is no limit";
  EXPECT_EQ(level_of(700, 1'000), memory_level::normal);
  EXPECT_EQ(level_of(701, 1'000), memory_level::no_new_rooms);
  EXPECT_EQ(level_of(851, 1'000), memory_level::no_new_links);
  EXPECT_EQ(level_of(951, 1'000), memory_level::shedding);
  EXPECT_EQ(level_of(~0ull, ~0ull), memory_level::shedding);
}

TEST_F(MemoryUse, the_report_tells_the_level_of_what_is_held_now) {
  memory_use::set_limit(held(memory_kind::outgoing) + 100 * MiB);
  EXPECT_EQ(memory_use::level(), memory_level::normal);
  {
    const auto large = make_frame(std::string(99 * MiB, 'x'));
    EXPECT_EQ(memory_use::level(), memory_level::shedding);
  }
  EXPECT_EQ(memory_use::level(), memory_level::normal);
}

TEST_F(MemoryUse, kinds_and_levels_have_names) {
  EXPECT_EQ(name_of(memory_kind::incoming), "incoming");
  EXPECT_EQ(name_of(memory_level::shedding), "shedding");
}

}  // namespace
}  // namespace parley
