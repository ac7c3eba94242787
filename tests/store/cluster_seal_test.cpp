// SPDX-License-Identifier: Apache-2.0
#include "store/cluster_seal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

constexpr auto secret = "0123456789abcdef";

TEST(ClusterSeal, opens_what_was_closed_for_the_same_place) {
  const cluster_seal one(secret, "parley");
  const cluster_seal other(secret, "parley");
  for (const std::string bytes : {"", "x", "\xffPs1", "{\"number\":1}"})
    EXPECT_EQ(other.open("here", one.close("here", bytes)), bytes);
}

TEST(ClusterSeal, opens_nothing_else) {
  const cluster_seal own(secret, "parley");
  const auto sealed = own.close("here", "bytes");
  EXPECT_FALSE(own.open("there", sealed));
  EXPECT_FALSE(cluster_seal("another secret!!", "parley").open("here", sealed));
  EXPECT_FALSE(cluster_seal(secret, "other").open("here", sealed));
  EXPECT_FALSE(own.open("here", "bytes"));
  EXPECT_FALSE(own.open("here", ""));
  // The length of the place is a part of what is sealed.
  EXPECT_FALSE(own.open("her", own.close("he", "rbytes")));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(own.open("here", changed)) << i;
    EXPECT_FALSE(own.open("here", sealed.substr(0, i))) << i;
  }
}

TEST(ClusterSeal, without_a_secret_sealed_bytes_are_refused) {
  const cluster_seal none("", "parley");
  EXPECT_FALSE(none.has_secret());
  EXPECT_EQ(none.close("here", "bytes"), "bytes");
  EXPECT_EQ(none.open("there", "bytes"), "bytes");
  const cluster_seal own(secret, "parley");
  EXPECT_FALSE(none.open("here", own.close("here", "bytes")));
}

}  // namespace
}  // namespace parley
