// SPDX-License-Identifier: Apache-2.0
#include "cluster/bus_door.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace parley::cluster {
namespace {

std::shared_ptr<peer::Packet> packet_of(std::size_t size) {
  auto made = std::make_shared<peer::Packet>();
  made->mutable_piece()->set_bytes(std::string(size, 'x'));
  return made;
}

TEST(BusDoor, counts_what_waits_until_it_is_gone) {
  const bus_door door{caf::actor()};
  auto one = door.let_in("b", packet_of(1'000));
  ASSERT_TRUE(one);
  EXPECT_EQ(one->to, "b");
  EXPECT_GE(door.waiting(), 1'000u);
  const auto copy = door;
  EXPECT_EQ(copy.waiting(), door.waiting());
  one.reset();
  EXPECT_EQ(door.waiting(), 0u);
}

TEST(BusDoor, drops_what_does_not_fit_and_takes_more_when_there_is_place) {
  const bus_door door{caf::actor()};
  std::vector<std::optional<send_packet>> waiting;
  constexpr std::size_t size = bus_queue_size / 4;
  for (int i = 0; i < 4; ++i)
    waiting.push_back(door.let_in("b", packet_of(size)));
  EXPECT_TRUE(waiting[2]);
  EXPECT_FALSE(waiting[3]) << "with what is around it, it does not fit";
  EXPECT_EQ(door.dropped(), 1u);
  waiting[0].reset();
  EXPECT_TRUE(door.let_in("b", packet_of(size)));
  EXPECT_EQ(door.dropped(), 1u);
}

}  // namespace
}  // namespace parley::cluster
