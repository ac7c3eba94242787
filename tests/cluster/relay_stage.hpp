// SPDX-License-Identifier: Apache-2.0
// A room with a member at each of three nodes.
#pragma once

#include "tests/cluster/cluster_stage.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace parley::cluster {

using lines = std::vector<std::string>;

class Relay : public testing::Test {
 protected:
  Relay() : nodes({"a", "b", "c"}) {
    nodes.agree_on({"a", "b", "c"});
    for (const auto& name : {"a", "b", "c"}) {
      members[name] = nodes.join(name, room, std::string("m") + name);
      nodes.settle();
    }
    owner = nodes.owner_of(room);
    for (const auto& [name, link] : members)
      if (name != owner) others.push_back(name);
  }

  /// All members have heard just this, in this order.
  void expect_all_heard(const lines& wanted) {
    for (const auto& [name, link] : members)
      EXPECT_EQ(said_to(*link), wanted) << name;
  }

  const std::string room = "harbour";
  cluster_stage nodes;
  std::map<node_name, std::shared_ptr<fake_link>> members;
  node_name owner;
  std::vector<node_name> others;
};

inline bool is_word(const cluster_stage::sent& one) {
  return one.packet->has_from_owner() &&
         !one.packet->from_owner().events().empty();
}

}  // namespace parley::cluster
