// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/held_requests.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley::cluster::own {
namespace {

using names = std::vector<std::string>;

TEST(HeldRequests, come_out_in_order_and_once) {
  held_requests<std::string> held(10);
  held.add("harbour", "b", false, "1");
  held.add("harbour", "c", false, "2");
  held.add("attic", "b", false, "3");
  EXPECT_EQ(held.rooms(), (names{"attic", "harbour"}));
  EXPECT_EQ(held.take("harbour"), (names{"1", "2"}));
  EXPECT_EQ(held.take("harbour"), names());
  EXPECT_EQ(held.size(), 1u);
}

TEST(HeldRequests, an_attach_request_replaces_those_of_its_node) {
  held_requests<std::string> held(10);
  held.add("harbour", "b", true, "old");
  held.add("harbour", "b", false, "1");
  held.add("harbour", "c", false, "2");
  held.add("attic", "b", false, "3");
  held.add("harbour", "b", true, "new");
  names attaching;
  held.for_each_attach([&](const auto& each) { attaching.push_back(each); });
  EXPECT_EQ(attaching, names{"new"});
  EXPECT_EQ(held.size(), 3u);
  EXPECT_EQ(held.take("harbour"), (names{"2", "new"}));
}

TEST(HeldRequests, over_the_bound_only_attach_requests_are_held) {
  held_requests<std::string> held(2);
  held.add("harbour", "b", false, "1");
  held.add("harbour", "b", false, "2");
  held.add("harbour", "b", false, "3");
  held.add("attic", "b", false, "4");
  EXPECT_EQ(held.rooms(), names{"harbour"});
  held.add("attic", "c", true, "5");
  EXPECT_EQ(held.take("attic"), names{"5"});
  EXPECT_EQ(held.take("harbour"), (names{"1", "2"}));
  EXPECT_EQ(held.size(), 0u);
}

}  // namespace
}  // namespace parley::cluster::own
