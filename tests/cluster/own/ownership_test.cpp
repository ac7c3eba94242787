// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/ownership.hpp"

#include "cluster/placement.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace parley::cluster::own {
namespace {

using names = std::vector<std::string>;

class Ownership : public testing::Test {
 protected:
  /// Node a goes by the view, and so do all others unless `are_behind`.
  void see(view_number number, const std::vector<node_name>& nodes,
           const std::vector<node_name>& leaving = {},
           bool are_behind = false) {
    latest = {.number = number, .nodes = nodes, .leaving = leaving};
    rights.on_view(latest);
    if (!are_behind) rights.settle([](const auto&, auto) { return true; });
    tell();
  }
  /// Node a was evicted from all views up to this one.
  void be_evicted(view_number number) {
    rights.forget(number);
    tell();
  }
  void tell() {
    rooms.on_standing(std::make_shared<standing>(standing{
        .self = "a", .latest = latest, .rights = rights, .lease = nullptr}));
  }
  void all_acknowledge() {
    for (const auto& node : latest.nodes)
      rooms.on_acknowledged(node, latest.number);
  }
  /// Nothing has to close for the view.
  void look_through(const names& running = {}) {
    rooms.on_room_list(running);
    rooms.on_listed();
  }

  admission admit(const std::string& room, bool runs = false,
                  bool is_fenced = false, view_number by = 1) {
    return rooms.admit({.from = sender, .view = by, .room = room, .runs = runs},
                       is_fenced);
  }

  static std::string room_of(const node_name& owner, const view& among) {
    for (int i = 0;; ++i)
      if (const auto room = "room-" + std::to_string(i);
          *owner_of(room, among) == owner)
        return room;
  }

  const view both{.number = 1, .nodes = {"a", "b"}};
  const std::string ours = room_of("a", both);
  const std::string theirs = room_of("b", both);
  node_name sender = "b";
  view latest;
  tenure rights;
  ownership rooms;
};

// -- requests -----------------------------------------------------------------

TEST_F(Ownership, requests_wait_for_the_first_view) {
  EXPECT_EQ(admit(theirs), admission::hold);
}

TEST_F(Ownership, a_room_begins_when_all_nodes_have_acknowledged_the_view) {
  see(1, both.nodes);
  EXPECT_EQ(admit(ours), admission::hold);
  EXPECT_EQ(admit(ours, true), admission::serve) << "it runs already";
  rooms.on_acknowledged("a", 1);
  EXPECT_EQ(admit(ours), admission::hold);
  rooms.on_acknowledged("b", 1);
  EXPECT_EQ(admit(ours), admission::serve);
}

TEST_F(Ownership, an_older_acknowledgement_does_not_count) {
  see(2, both.nodes);
  rooms.on_acknowledged("a", 2);
  rooms.on_acknowledged("b", 2);
  rooms.on_acknowledged("b", 1);
  EXPECT_TRUE(rooms.have_all_acknowledged()) << "a late one takes nothing back";
  see(3, both.nodes);
  EXPECT_FALSE(rooms.have_all_acknowledged());
}

TEST_F(Ownership, rooms_of_another_owner_are_for_that) {
  see(1, both.nodes);
  all_acknowledge();
  EXPECT_EQ(admit(theirs), admission::drop);
  EXPECT_EQ(admit(theirs, false, false, 2), admission::hold)
      << "the sender knows a newer view";
}

TEST_F(Ownership, nothing_is_served_while_the_lease_is_over) {
  see(1, both.nodes);
  all_acknowledge();
  EXPECT_EQ(admit(ours, true, true), admission::hold);
  EXPECT_EQ(admit(theirs, false, true), admission::drop);
}

TEST_F(Ownership, a_node_outside_the_view_is_not_served) {
  see(1, both.nodes);
  all_acknowledge();
  sender = "c";
  EXPECT_EQ(admit(ours, true), admission::hold);
}

TEST_F(Ownership, a_room_is_not_ours_before_the_others_have_let_it_go) {
  see(1, both.nodes, {}, true);
  all_acknowledge();
  EXPECT_EQ(admit(ours), admission::hold);
  rights.settle([](const auto&, auto) { return true; });
  tell();
  EXPECT_EQ(admit(ours), admission::serve);
}

// -- rooms that go ------------------------------------------------------------

TEST_F(Ownership, rooms_of_the_next_owner_are_handed_over_once) {
  see(1, {"a"});
  look_through({ours, theirs});
  see(2, both.nodes);
  EXPECT_EQ(rooms.on_room_list({ours, theirs}), names{theirs});
  EXPECT_EQ(rooms.on_room_list({ours, theirs}), names()) << "it is closing";
  EXPECT_TRUE(rooms.has_rooms_to_close());
  EXPECT_EQ(rooms.acknowledge(), std::nullopt);
  rooms.on_listed();
  EXPECT_EQ(rooms.acknowledge(), std::nullopt) << "it has not closed";
  EXPECT_EQ(rooms.on_handed_over(theirs), 1u);
  EXPECT_EQ(rooms.acknowledge(), 2u);
  EXPECT_EQ(rooms.acknowledge(), std::nullopt) << "once";
}

TEST_F(Ownership, a_room_that_was_anothers_meanwhile_closes_first) {
  see(1, both.nodes);
  look_through({ours});
  all_acknowledge();
  be_evicted(2);
  see(3, both.nodes);
  all_acknowledge();
  EXPECT_TRUE(rights.holds(ours, "a"));
  EXPECT_EQ(admit(ours, true), admission::hold) << "what it has is old";
  EXPECT_EQ(rooms.last_term_of(ours), 1u);
  EXPECT_TRUE(rooms.loss()(ours));
  EXPECT_EQ(rooms.on_room_list({ours}), names{ours});
  rooms.on_listed();
  EXPECT_EQ(admit(ours), admission::hold) << "it has not closed";
  EXPECT_EQ(rooms.on_handed_over(ours), 1u);
  EXPECT_EQ(admit(ours), admission::serve);
  EXPECT_FALSE(rooms.loss()(ours));
}

TEST_F(Ownership, rooms_that_do_not_run_are_lost_by_the_same_rule) {
  see(1, both.nodes);
  look_through();
  EXPECT_FALSE(rooms.loss()(ours));
  EXPECT_TRUE(rooms.loss()(theirs));
  EXPECT_EQ(rooms.last_term_of(ours), 1u);
  EXPECT_EQ(rooms.on_handed_over(theirs), 0u) << "it was not asked to close";
}

// -- leaving ------------------------------------------------------------------

TEST_F(Ownership, a_node_has_left_when_its_rooms_are_closed) {
  EXPECT_TRUE(rooms.has_left()) << "it never was in a view";
  see(1, both.nodes);
  look_through({ours});
  EXPECT_FALSE(rooms.has_left());
  see(2, both.nodes, {"a"});
  EXPECT_FALSE(rooms.has_left());
  look_through({ours});
  EXPECT_FALSE(rooms.has_left());
  rooms.on_handed_over(ours);
  EXPECT_TRUE(rooms.has_left());
}

TEST_F(Ownership, the_last_nodes_leave_with_their_rooms) {
  see(1, both.nodes, both.nodes);
  EXPECT_TRUE(rooms.has_left());
}

TEST_F(Ownership, a_node_that_was_evicted_has_left) {
  see(1, {"b"});
  EXPECT_TRUE(rooms.has_left());
}

}  // namespace
}  // namespace parley::cluster::own
