// SPDX-License-Identifier: Apache-2.0
#include "actors/user_directory.hpp"

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace parley {
namespace {

/// A session that writes down what it is told.
struct pretender {
  static constexpr const char* name = "pretender";
  pretender(pinned&, std::vector<bool>& accepted, int& orders)
      : accepted_(accepted), orders_(orders) {}
  caf::behavior make_behavior() {
    return {[this](const msg::enlisted& m) { accepted_.push_back(m.accepted); },
            [this](const msg::ordered&) { ++orders_; }};
  }
  std::vector<bool>& accepted_;
  int& orders_;
};

class UserDirectory : public ::testing::Test {
 protected:
  ~UserDirectory() override {
    for (const auto& each : sessions)
      caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
  }
  void enter(const std::string& user, const std::string& client) {
    const auto id = connection_id::make(0, sessions.size());
    sessions.push_back(spawn_pinned<pretender>(s.where(0), accepted, orders));
    tell(user, msg::enlist{user, client, id, sessions.back()});
  }
  template <class Message>
  void tell(const std::string& user, Message message) {
    anon_send(s.actors.user_directory_of(user), std::move(message));
    s.settle();
  }
  int reached(msg::user_order order) {
    orders = 0;
    const auto user = order.user;
    tell(user, std::move(order));
    return orders;
  }

  stage s;
  std::vector<caf::actor> sessions;
  std::vector<bool> accepted;
  int orders = 0;
};

TEST_F(UserDirectory, an_order_reaches_those_it_is_meant_for) {
  enter("42", "a");
  enter("42", "b");
  enter("43", "c");
  EXPECT_EQ(reached({"42", "", {}, disconnect_order{}}), 2);
  EXPECT_EQ(reached({"42", "a", {}, disconnect_order{}}), 1);
  EXPECT_EQ(reached({"42", "c", {}, disconnect_order{}}), 0);
  EXPECT_EQ(reached({"42", "", {}, disconnect_order{}, "s"}), 0);
  tell("42",
       msg::enlist{"42", "d", connection_id::make(0, 9), sessions[0], "s"});
  EXPECT_EQ(reached({"42", "", {}, disconnect_order{}, "s"}), 1);
  EXPECT_EQ(reached({"42", "a", {}, disconnect_order{}, "s"}), 0);
  tell("42", msg::delist{"42", connection_id::make(0, 9)});
  EXPECT_EQ(reached({"42", "", {"a"}, disconnect_order{}}), 1);
  EXPECT_EQ(reached({"nobody", "", {}, disconnect_order{}}), 0);
}

TEST_F(UserDirectory, one_who_left_is_not_reached) {
  enter("42", "a");
  tell("42", msg::delist{"42", connection_id::make(0, 0)});
  tell("42", msg::delist{"42", connection_id::make(0, 0)});
  EXPECT_EQ(reached({"42", "", {}, disconnect_order{}}), 0);
}

TEST_F(UserDirectory, a_user_has_no_more_connections_than_allowed) {
  s.options.user_connection_limit = 2;
  for (const auto* client : {"a", "b", "c"}) enter("42", client);
  enter("43", "d");
  EXPECT_EQ(accepted, (std::vector<bool>{true, true, false, true}));
  tell("42", msg::delist{"42", connection_id::make(0, 0)});
  enter("42", "e");
  EXPECT_TRUE(accepted.back());
}

TEST_F(UserDirectory, the_anonymous_user_has_no_limit) {
  s.options.user_connection_limit = 1;
  enter("", "a");
  enter("", "b");
  EXPECT_EQ(accepted, (std::vector<bool>{true, true}));
}

}  // namespace
}  // namespace parley
