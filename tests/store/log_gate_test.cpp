// SPDX-License-Identifier: Apache-2.0
#include "store/log_gate.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

constexpr auto subject = "parley.parley.log.=.harbour";

/// Writes as the owners of rooms do.
class LogGate : public testing::TestWithParam<std::string> {
 protected:
  static std::string entry(std::uint64_t behind) {
    peer::LogEntry out;
    out.mutable_end()->set_epoch("E");
    out.set_behind(behind);
    return out.SerializeAsString();
  }
  std::string sealed(std::uint64_t behind,
                     const std::string& place = subject) const {
    return seal.close(log_place(place), entry(behind));
  }

  const cluster_seal seal{GetParam(), "parley"};
  log_gate gate{seal, subject};
};

TEST_P(LogGate, what_its_owners_wrote_gets_in) {
  EXPECT_TRUE(gate.next(7, sealed(3)).entry) << "some before it is forgotten";
  EXPECT_TRUE(gate.next(8, sealed(7)).entry);
  EXPECT_FALSE(gate.next(9, "\x0a garbage").entry);
  EXPECT_TRUE(gate.next(10, sealed(9)).entry);
}

// Without a secret nobody's word is better than another's.
TEST_P(LogGate, what_others_wrote_gets_in_without_a_secret_only) {
  const bool is_open = !seal.has_secret();
  EXPECT_EQ(gate.next(1, entry(0)).entry.has_value(), is_open);
  const auto elsewhere = sealed(1, "parley.parley.log.=.elsewhere");
  EXPECT_EQ(gate.next(2, elsewhere).entry.has_value(), is_open);
  const auto copy = gate.next(3, sealed(1));
  EXPECT_EQ(copy.entry.has_value(), is_open);
  EXPECT_EQ(copy.is_copy, !is_open);
}

INSTANTIATE_TEST_SUITE_P(All, LogGate, testing::Values("", "0123456789abcdef"),
                         [](const auto& tested) {
                           return tested.param.empty() ? "open" : "sealed";
                         });

}  // namespace
}  // namespace parley
