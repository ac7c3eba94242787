// SPDX-License-Identifier: Apache-2.0
#include "cluster/lease_store.hpp"

#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace parley::cluster {
namespace {

using std::chrono::seconds;

TEST(LeaseStore, a_lease_goes_there_and_back) {
  for (const auto& value :
       {lease{7, true, UINT64_MAX}, lease{7, false, 1, true}})
    EXPECT_EQ(decode_lease(encode(value)), value);
  for (const auto* text : {"", "{}", "[1]", R"({"goes_by":-1})"})
    EXPECT_FALSE(decode_lease(text)) << text;
}

/// The next lease that is told.
lease_store::lease_seen next_lease(lease_store& from) {
  for (;;) {
    const auto seen = from.next(seconds(10));
    if (!seen) throw nats_error("nothing was told");
    if (const auto* one = std::get_if<lease_store::lease_seen>(&*seen))
      return *one;
  }
}

TEST(LeaseStore, a_write_is_taken_in_the_place_of_its_revision_only) {
  const nats_server server;
  nats_connection nats(server.options(), "leases");
  lease_store one(nats, server.options());
  lease_store other(nats, server.options());
  const lease mine{1, false, 11};
  const auto first = one.write(write_lease{"a", mine, 0});
  ASSERT_TRUE(first);
  EXPECT_FALSE(other.write(write_lease{"a", {1, false, 12}, 0}));
  const auto seen = next_lease(other);
  EXPECT_EQ(seen.node, "a");
  EXPECT_EQ(seen.value, mine);
  EXPECT_EQ(seen.at, *first);
  const auto second = other.write(write_lease{"a", {1, true, 11}, *first});
  ASSERT_TRUE(second);
  EXPECT_FALSE(one.write(write_lease{"a", mine, *first}));
  EXPECT_TRUE(one.write(write_lease{"a", mine, *second}));
}

TEST(LeaseStore, whose_write_was_refused_can_read_what_is_there) {
  const nats_server server;
  nats_connection nats(server.options(), "leases");
  lease_store one(nats, server.options());
  const write_lease late{"a", {1, false, 12}, 0};
  EXPECT_FALSE(one.read(late));
  const lease mine{1, false, 11};
  const auto at = one.write(write_lease{"a", mine, 0});
  ASSERT_FALSE(one.write(late));
  const auto there = one.read(late);
  ASSERT_TRUE(there);
  const auto& seen = std::get<lease_store::lease_seen>(*there);
  EXPECT_EQ(seen.node, "a");
  EXPECT_EQ(seen.value, mine);
  EXPECT_EQ(seen.at, *at);
  EXPECT_FALSE(one.read(write_view{{}, 0}));
}

TEST(LeaseStore, who_comes_later_is_told_what_is_there) {
  const nats_server server;
  nats_connection nats(server.options(), "leases");
  lease_store one(nats, server.options());
  const view agreed{1, {"a", "b"}};
  const auto at = one.write(write_view{agreed, 0});
  ASSERT_TRUE(at);
  lease_store late(nats, server.options());
  const auto seen = late.next(seconds(10));
  ASSERT_TRUE(seen);
  const auto& found = std::get<lease_store::view_seen>(*seen);
  EXPECT_EQ(found.value, agreed);
  EXPECT_EQ(found.at, *at);
  EXPECT_FALSE(late.next(std::chrono::milliseconds(1)));
}

}  // namespace
}  // namespace parley::cluster
