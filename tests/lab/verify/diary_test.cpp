// SPDX-License-Identifier: Apache-2.0
// What is written down can be found.
#include "lab/verify/diary.hpp"

#include "lab/verify/payload.hpp"

#include <gtest/gtest.h>

namespace parley::verify {
namespace {

TEST(Diary, numbers_epochs_as_they_come) {
  diary run({"a"});
  EXPECT_EQ(run.epoch_number("x"), 0u);
  EXPECT_EQ(run.epoch_number("y"), 1u);
  EXPECT_EQ(run.epoch_number("x"), 0u);
}

TEST(Diary, knows_the_newest_that_an_account_heard) {
  diary run({"a"});
  const auto mine = run.open_account(0, 0);
  EXPECT_EQ(run.newest(mine), std::nullopt);
  run.write(mine, {note_kind::heard, {0, 1}, 5, {}});
  run.write(mine, {note_kind::heard, {0, 2}, 3, {}});
  run.write(mine, {note_kind::away, {}, {}, {}});
  EXPECT_EQ(run.newest(mine), 5u);
}

TEST(Payload, is_read_as_it_was_written) {
  EXPECT_EQ(read_payload(write_payload(0)), 0u);
  EXPECT_EQ(read_payload(write_payload(123'456)), 123'456u);
}

TEST(Payload, is_not_found_in_what_others_say) {
  for (const auto* other : {"", "{}", R"({"verify":})", R"({"verify":1)",
                            R"({"verify":1} )", R"({"verify":"1"})", "7"})
    EXPECT_EQ(read_payload(other), std::nullopt) << other;
}

}  // namespace
}  // namespace parley::verify
