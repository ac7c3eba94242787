// SPDX-License-Identifier: Apache-2.0
#include "actors/room_limits.hpp"

#include "protocol/memory_use.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;
using time_point = room_limits::time_point;

constexpr time_point start{1000s};

struct RoomLimits : ::testing::Test {
  RoomLimits() {
    options.room_limit = 2;
    options.new_room_rate = 1;
    options.new_room_burst = 2;
    options.user_new_room_rate = 1;
    options.user_new_room_burst = 3;
    options.address_new_room_rate = 1;
    options.address_new_room_burst = 4;
  }

  auto pays(const std::string& user, std::string_view peer) {
    return limits.allowance(user, peer, start);
  }

  client_options options;
  room_limits limits{options};
};

TEST_F(RoomLimits, a_node_has_as_many_rooms_as_it_may) {
  EXPECT_TRUE(limits.enter());
  EXPECT_TRUE(limits.enter());
  EXPECT_FALSE(limits.enter());
  EXPECT_EQ(limits.running(), 2u);
  limits.leave();
  EXPECT_TRUE(limits.enter());
}

TEST_F(RoomLimits, a_process_short_of_memory_starts_no_rooms) {
  memory_use::flush();
  std::uint64_t held = 0;
  for (const auto each : memory_use::report().held) held += each;
  constexpr std::size_t more = 1u << 20;
  memory_use::set_limit(held + more);
  {
    held_bytes<memory_kind::history> large;
    large.resize(more);
    EXPECT_FALSE(limits.enter());
    EXPECT_EQ(limits.running(), 0u);
  }
  EXPECT_TRUE(limits.enter());
  memory_use::set_limit(0);
}

TEST_F(RoomLimits, a_connection_pays_for_its_new_rooms) {
  const auto one = pays("ann", "192.0.2.1:1");
  EXPECT_FALSE(one->pay(start));
  EXPECT_FALSE(one->pay(start));
  EXPECT_EQ(one->pay(start), room_refusal::connection_rate);
  EXPECT_FALSE(one->pay(start + 1s));
  EXPECT_EQ(one->pay(start + 1s), room_refusal::connection_rate);
}

TEST_F(RoomLimits, connections_of_a_user_share_a_rate) {
  const auto one = pays("ann", "192.0.2.1:1"), two = pays("ann", "192.0.2.2:1");
  EXPECT_FALSE(one->pay(start));
  EXPECT_FALSE(one->pay(start));
  EXPECT_FALSE(two->pay(start));
  EXPECT_EQ(two->pay(start), room_refusal::user_rate);
  EXPECT_FALSE(pays("bob", "192.0.2.3:1")->pay(start));
}

TEST_F(RoomLimits, connections_from_an_address_share_a_rate) {
  for (int i = 0; i < 4; ++i)
    EXPECT_FALSE(pays("", "192.0.2.1:" + std::to_string(i))->pay(start));
  EXPECT_EQ(pays("", "192.0.2.1:9")->pay(start), room_refusal::address_rate);
  EXPECT_FALSE(pays("", "192.0.2.2:9")->pay(start));
}

// Whoever connects again has spent what it has spent.
TEST_F(RoomLimits, a_rate_outlives_its_connections) {
  for (int i = 0; i < 1'000; ++i)
    static_cast<void>(
        pays("user-" + std::to_string(i), "192.0.2.7")->pay(start));
  EXPECT_EQ(pays("user-0", "192.0.2.7")->pay(start),
            room_refusal::address_rate);
  EXPECT_FALSE(
      limits.allowance("user-0", "192.0.2.7", start + 9s)->pay(start + 9s));
}

TEST_F(RoomLimits, without_a_rate_there_is_no_limit) {
  options.new_room_rate = options.user_new_room_rate =
      options.address_new_room_rate = 0;
  const auto one = pays("ann", "192.0.2.1");
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(one->pay(start));
}

TEST(AddressGroup, is_an_address_or_a_network_of_a_subscriber) {
  EXPECT_EQ(address_group("192.0.2.1:80"), "192.0.2.1");
  EXPECT_EQ(address_group("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_group("[::ffff:192.0.2.1]:80"), "192.0.2.1");
  EXPECT_EQ(address_group("[2001:db8:1:2:3::4]:80"),
            address_group("2001:db8:1:2::9"));
  EXPECT_NE(address_group("[2001:db8:1:2::1]:80"),
            address_group("[2001:db8:1:3::1]:80"));
  EXPECT_EQ(address_group("[fe80::1%eth0]:80"), address_group("fe80::1"));
  EXPECT_EQ(address_group(""), "");
  EXPECT_EQ(address_group("somewhere"), "");
}

}  // namespace
}  // namespace parley
