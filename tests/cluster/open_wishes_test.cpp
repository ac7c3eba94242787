#include "cluster/open_wishes.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace parley::cluster {
namespace {

using std::chrono::seconds;

const open_wishes::time_point start{};

peer::Wish wish(std::uint64_t tag) {
  peer::Wish out;
  out.set_tag(tag);
  out.mutable_publish()->mutable_said()->set_data("hello");
  return out;
}

TEST(OpenWishes, each_is_answered_once) {
  open_wishes open;
  int answered = 0;
  open.add(
      wish(7), [&](room_outcome&) { ++answered; }, start);
  EXPECT_GT(open.bytes(), 5u);
  EXPECT_FALSE(open.take(8));
  const auto then = open.take(7);
  ASSERT_TRUE(then);
  room_outcome outcome = published{};
  (*then)(outcome);
  EXPECT_EQ(answered, 1);
  EXPECT_FALSE(open.take(7));
  EXPECT_TRUE(open.empty());
  EXPECT_EQ(open.bytes(), 0u);
}

TEST(OpenWishes, they_are_asked_for_again_in_their_order) {
  open_wishes open;
  for (const auto tag : {3u, 1u, 2u}) open.add(wish(tag), {}, start);
  std::vector<std::uint64_t> order;
  open.for_each([&](const auto& each) { order.push_back(each.tag()); });
  EXPECT_EQ(order, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(OpenWishes, the_oldest_are_given_up) {
  open_wishes open;
  open.add(
      wish(1), [](room_outcome&) {}, start);
  open.add(
      wish(2), [](room_outcome&) {}, start + seconds(5));
  EXPECT_TRUE(open.take_older_than(start + seconds(5)));
  EXPECT_FALSE(open.take_older_than(start + seconds(5)));
  EXPECT_TRUE(open.take(2));
}

}  // namespace
}  // namespace parley::cluster
