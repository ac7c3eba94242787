// SPDX-License-Identifier: Apache-2.0
// What a run says at its end.
#include "lab/verify/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace parley::verify {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

round_report a_round() {
  return {.number = 2,
          .fault = {"kill b", {{"b"}}},
          .fault_took = 5'100ms,
          .well_after = 40ms,
          .presence_after = 12ms,
          .disconnects = 21,
          .disturbed = 0,
          .silences = {20ms, 900ms},
          .most_silent = "kept:quay",
          .waits = {10ms, 870ms}};
}

TEST(VerifyReport, has_a_line_for_a_round) {
  EXPECT_EQ(write_round(a_round()),
            "round 2: kill b (5100 ms); well after 40 ms, presence true after "
            "12 ms; 21 connections lost; longest silence 900 ms (kept:quay), "
            "longest wait 870 ms");
}

TEST(VerifyReport, says_that_nothing_is_wrong_last) {
  const auto text = write_verdict({}, {a_round()});
  EXPECT_TRUE(text.ends_with("nothing is wrong\n"));
  EXPECT_THAT(text, HasSubstr("p99 900 ms"));
}

TEST(VerifyReport, says_what_is_wrong_and_how_much_more) {
  verdict found;
  found.findings = {"one"};
  found.wrong = 3;
  const auto text = write_verdict(found, {});
  EXPECT_THAT(text, HasSubstr("WRONG: one\nand 2 more\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("nothing is wrong")));
}

TEST(VerifyReport, is_json_too) {
  verdict found;
  found.findings = {"say \"one\""};
  found.wrong = 1;
  const auto text = write_json(found, {a_round()});
  EXPECT_THAT(text, HasSubstr(R"("wrong": 1)"));
  EXPECT_THAT(text, HasSubstr(R"("say \"one\"")"));
  EXPECT_THAT(text, HasSubstr(R"("fault": "kill b")"));
  EXPECT_THAT(text, HasSubstr(R"("max": 900)"));
}

}  // namespace
}  // namespace parley::verify
