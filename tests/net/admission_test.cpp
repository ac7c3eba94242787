// SPDX-License-Identifier: Apache-2.0
#include "net/admission.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using verdict = connection_quota::verdict;

unsigned status_of(const std::optional<http_answer>& refusal) {
  return refusal ? refusal->status : 0;
}

TEST(Admission, pages_of_other_origins_are_refused_unless_allowed) {
  const request_head own{.host = "me.example", .origin = "http://me.example"},
      other{.host = "me.example", .origin = "https://you.example"},
      none{.host = "me.example"};
  EXPECT_FALSE(refuse_origin(own, {}));
  EXPECT_FALSE(refuse_origin(none, {}));
  EXPECT_EQ(status_of(refuse_origin(other, {})), 403u);
  EXPECT_FALSE(refuse_origin(other, {"https://you.*"}));
}

TEST(Admission, a_client_too_many_is_told_which_limit_it_hit) {
  EXPECT_FALSE(refuse_another(verdict::admitted));
  EXPECT_EQ(status_of(refuse_another(verdict::process_full)), 503u);
  EXPECT_EQ(status_of(refuse_another(verdict::address_full)), 429u);
}

}  // namespace
}  // namespace parley
