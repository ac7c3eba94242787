// SPDX-License-Identifier: Apache-2.0
#include "net/refuse.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Refuse, an_answer_that_refuses_something_has_a_reason) {
  for (const unsigned status : {400u, 401u, 403u, 405u, 408u, 411u, 413u, 415u,
                                417u, 421u, 426u, 429u, 431u, 501u, 503u})
    EXPECT_TRUE(reason_of({.status = status})) << status;
  EXPECT_EQ(reason_of({.status = 403}), refusal::forbidden);
  EXPECT_EQ(reason_of({.status = 429}), refusal::too_many_requests);
  EXPECT_EQ(reason_of({.status = 503}), refusal::unavailable);
}

TEST(Refuse, other_answers_have_none) {
  for (const unsigned status : {101u, 200u, 204u, 308u, 404u})
    EXPECT_FALSE(reason_of({.status = status})) << status;
}

TEST(Refuse, what_the_maker_of_an_answer_says_counts_before_its_status) {
  EXPECT_EQ(reason_of({.status = 404, .why = refusal::guest}), refusal::guest);
  EXPECT_EQ(reason_of({.status = 200, .why = refusal::api_error}),
            refusal::api_error);
}

}  // namespace
}  // namespace parley
