// SPDX-License-Identifier: Apache-2.0
#include "cluster/packet_check.hpp"

#include <gtest/gtest.h>

namespace parley::cluster {
namespace {

// By a position that it never had, its relay would tell the client what it has
// recovered.
TEST(PacketCheck, who_did_not_ask_to_recover_has_not_recovered) {
  peer::Wish plain;
  plain.mutable_join()->mutable_member();
  auto recovering = plain;
  recovering.mutable_join()->mutable_recover()->set_offset(1);
  peer::Answer answer;
  answer.mutable_admitted();
  EXPECT_TRUE(is_answer_to(plain, answer));
  EXPECT_TRUE(is_answer_to(recovering, answer));
  answer.mutable_admitted()->add_publications();
  EXPECT_FALSE(is_answer_to(plain, answer));
  EXPECT_TRUE(is_answer_to(recovering, answer));
  answer.mutable_admitted()->clear_publications();
  answer.mutable_admitted()->set_recovered(true);
  EXPECT_FALSE(is_answer_to(plain, answer));
  EXPECT_TRUE(is_answer_to(recovering, answer));
}

}  // namespace
}  // namespace parley::cluster
