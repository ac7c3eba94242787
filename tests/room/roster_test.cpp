// SPDX-License-Identifier: Apache-2.0
#include "room/roster.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace parley {
namespace {

const connection::time_point now{};

connection_id id(std::uint64_t count, loop_index loop = 0) {
  return connection_id::make(loop, count);
}

std::string join(roster& r, std::uint64_t count, std::string wished = "") {
  return r.insert(id(count), {std::move(wished), lane::plain}, now)->who.name;
}

TEST(Roster, names_are_given_in_order_of_joining) {
  roster r;
  EXPECT_EQ(join(r, 1), "user0");
  EXPECT_EQ(join(r, 2), "user1");
  r.remove(id(1));
  EXPECT_EQ(join(r, 3), "user2");
}

TEST(Roster, a_wished_name_is_given_when_it_is_free) {
  roster r;
  EXPECT_EQ(join(r, 1, "alice"), "alice");
  r.remove(id(1));
  EXPECT_EQ(join(r, 2, "alice"), "alice");
}

TEST(Roster, a_taken_name_gets_a_suffix) {
  roster r;
  EXPECT_EQ(join(r, 1, "alice"), "alice");
  EXPECT_EQ(join(r, 2, "alice"), "alice-2");
  EXPECT_EQ(join(r, 3, "alice"), "alice-3");
}

TEST(Roster, a_suffixed_name_that_is_taken_is_skipped) {
  roster r;
  EXPECT_EQ(join(r, 1, "alice-2"), "alice-2");
  EXPECT_EQ(join(r, 2, "alice"), "alice");
  EXPECT_EQ(join(r, 3, "alice"), "alice-3");
}

TEST(Roster, a_given_name_never_equals_a_wished_one) {
  roster r;
  EXPECT_EQ(join(r, 1, "user0"), "user0");
  EXPECT_EQ(join(r, 2), "user1");
  EXPECT_EQ(join(r, 3, "user1"), "user1-2");
}

TEST(Roster, names_that_look_the_same_are_taken_together) {
  roster r;
  EXPECT_EQ(join(r, 1, "ann"), "ann");
  EXPECT_EQ(join(r, 2, "Ann"), "Ann-2");
  EXPECT_EQ(join(r, 3, "\u0430nn"), "\u0430nn-3");
  r.remove(id(1));
  EXPECT_EQ(join(r, 4, "ANN"), "ANN");
}

/// A client with this name in its token.
std::string join_as_user(roster& r, std::uint64_t count,
                         const std::string& user) {
  join_wish wish{.name = user, .shared_name = true};
  wish.info = std::make_shared<client_info>(client_info{
      .user = user, .client = "c", .conn_info = {}, .chan_info = {}});
  return r.insert(id(count), wish, now)->who.name;
}

TEST(Roster, users_share_their_id_and_never_the_name_of_a_plain_member) {
  roster r;
  EXPECT_EQ(join_as_user(r, 1, "ann"), "ann");
  EXPECT_EQ(join_as_user(r, 2, "ann"), "ann");
  EXPECT_EQ(join(r, 3, "bob"), "bob");
  EXPECT_EQ(join_as_user(r, 4, "bob"), "bob-2");
  EXPECT_EQ(r.shown_name("ann"), "ann");
  EXPECT_EQ(r.shown_name("bob"), "bob-3");
  r.remove(id(3));
  EXPECT_EQ(r.shown_name("bob"), "bob");
}

TEST(Roster, nobody_is_called_as_the_server_is) {
  roster r;
  EXPECT_EQ(join(r, 1, "server"), "server-2");
  EXPECT_EQ(join_as_user(r, 2, "Server"), "Server-3");
  EXPECT_EQ(r.shown_name("server"), "server-4");
}

TEST(Roster, counts_what_an_answer_lists_also_of_those_who_were_renewed) {
  roster r;
  const auto info_of_size = [](std::size_t size) {
    auto made = std::make_shared<client_info>();
    made->user = "42";
    made->conn_info = std::string(size, '1');
    return made;
  };
  join_wish wish;
  wish.name = "42";
  wish.info = info_of_size(10);
  r.insert(id(1), wish, now);
  const auto before = r.listed_size();
  EXPECT_TRUE(r.renew(id(1), info_of_size(1'000)));
  EXPECT_EQ(r.listed_size(), before + 990);
  r.remove(id(1));
  EXPECT_EQ(r.listed_size(), 0u);
}

// Another node may claim anything about its members.
TEST(Roster, nobody_becomes_another_user) {
  roster r;
  const auto info_of = [](const char* user) {
    auto made = std::make_shared<client_info>();
    made->user = user;
    return made;
  };
  r.insert(id(1), {.name = "ann", .info = info_of("ann")}, now);
  join(r, 2, "bob");
  EXPECT_FALSE(r.renew(id(1), info_of("eve")));
  EXPECT_FALSE(r.renew(id(1), nullptr));
  EXPECT_FALSE(r.renew(id(2), info_of("bob")));
  EXPECT_EQ(r.users(), 2u);
  EXPECT_TRUE(r.remove(id(1)).removed);
  EXPECT_TRUE(r.remove(id(2)).removed);
  EXPECT_EQ(r.users(), 0u);
  EXPECT_EQ(r.shown_name("bob"), "bob");
}

TEST(Roster, an_id_is_in_once) {
  roster r;
  join(r, 1, "alice");
  EXPECT_EQ(r.insert(id(1), {"bob", lane::plain}, now), nullptr);
  EXPECT_EQ(r.size(), 1u);
  EXPECT_EQ(r.find(id(1))->who.name, "alice");
  EXPECT_EQ(join(r, 2, "bob"), "bob");
}

TEST(Roster, leaving_twice_is_harmless) {
  roster r;
  join(r, 1, "alice");
  EXPECT_EQ(r.remove(id(1)).record.who.name, "alice");
  EXPECT_FALSE(r.remove(id(1)).removed);
  EXPECT_TRUE(r.empty());
}

TEST(Roster, a_user_counts_once_until_the_last_connection_leaves) {
  roster r;
  const auto join_as = [&r](std::uint64_t count, std::string user) {
    const client_info info{std::move(user), "client", "", ""};
    r.insert(id(count), {.info = std::make_shared<const client_info>(info)},
             now);
  };
  join_as(1, "ann");
  join_as(2, "ann");
  join_as(3, "bob");
  EXPECT_EQ(r.users(), 2u);
  r.remove(id(1));
  EXPECT_EQ(r.users(), 2u);
  r.remove(id(2));
  EXPECT_EQ(r.users(), 1u);
}

TEST(Roster, all_without_a_user_are_one) {
  roster r;
  join(r, 1);
  join(r, 2);
  EXPECT_EQ(r.users(), 1u);
  r.remove(id(1));
  r.remove(id(2));
  EXPECT_EQ(r.users(), 0u);
}

TEST(Roster, loops_with_members_are_listed_in_order) {
  roster r;
  r.insert(id(1, 2), {}, now);
  r.insert(id(2, 0), {}, now);
  r.insert(id(3, 2), {}, now);
  EXPECT_EQ(r.loops(), (std::vector<loop_index>{0, 2}));
  r.remove(id(1, 2));
  EXPECT_EQ(r.loops(), (std::vector<loop_index>{0, 2}));
  r.remove(id(3, 2));
  EXPECT_EQ(r.loops(), (std::vector<loop_index>{0}));
}

TEST(Roster, lanes_are_those_that_somebody_reads) {
  roster r;
  r.insert(id(1), {"", lane::deflated}, now);
  r.insert(id(2), {"", lane::plain}, now);
  r.insert(id(3), {"", lane::deflated}, now);
  EXPECT_EQ(r.lanes(), (std::vector{lane::plain, lane::deflated}));
  r.remove(id(1));
  EXPECT_EQ(r.lanes(), (std::vector{lane::plain, lane::deflated}));
  r.remove(id(3));
  EXPECT_EQ(r.lanes(), std::vector{lane::plain});
}

}  // namespace
}  // namespace parley
