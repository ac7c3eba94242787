// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api_fault.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace parley::centrifuge {
namespace {

std::string fault(std::string method, std::string body) {
  return explain({std::move(method), std::move(body)},
                 reply_error::bad_request);
}

TEST(ApiFault, broken_json_has_a_place) {
  const auto text = fault("publish", R"({"channel":"a","data":})");
  EXPECT_NE(text.find("not JSON"), std::string::npos) << text;
  EXPECT_NE(text.find("at byte 22"), std::string::npos) << text;
  EXPECT_NE(fault("publish", "").find("at byte 0"), std::string::npos);
  EXPECT_EQ(fault("publish", "[]"), "the body is not a JSON object");
}

TEST(ApiFault, fields_that_are_misspelt_missing_or_of_another_type_are_named) {
  EXPECT_EQ(fault("publish", R"({"chanel":"a","data":1})"),
            "\"channel\" is missing or empty; unknown field \"chanel\"");
  EXPECT_EQ(fault("publish", R"({"channel":"a"})"),
            "\"data\" (or \"b64data\") is missing or empty");
  EXPECT_EQ(fault("publish", R"({"channel":5,"data":1})"),
            "\"channel\" is not a string");
  EXPECT_EQ(fault("broadcast", R"({"channels":"a","data":1})"),
            "\"channels\" is not an array");
  EXPECT_EQ(fault("broadcast", R"({"channels":[1],"data":1})"),
            "an element of \"channels\" is not a string");
  EXPECT_EQ(fault("disconnect", "{}"), "\"user\" is missing or empty");
  EXPECT_EQ(fault("history", R"({"channel":"a","limit":1.5})"),
            "\"limit\" is not a whole number in range");
  EXPECT_EQ(fault("batch", R"({"commands":{}})"),
            "\"commands\" is not an array");
}

TEST(ApiFault, what_is_no_fault_of_the_body_has_a_sentence_too) {
  EXPECT_EQ(fault("publish", R"({"channel":"a","data":1})"),
            "a value of the request is not acceptable");
  EXPECT_EQ(explain({"nope", "{}"}, reply_error::method_not_found),
            "there is no method \"nope\"");
  for (const auto error :
       {reply_error::unknown_channel, reply_error::not_available})
    EXPECT_NE(explain({"publish", "{}"}, error), "");
  EXPECT_EQ(explain({"publish", "{}"}, reply_error::internal), "");
}

TEST(ApiFault, repeats_little_of_what_the_caller_wrote) {
  EXPECT_LT(fault("info", "{\"" + std::string(10'000, 'k') + "\":1}").size(),
            200u);
  std::string deep(100'000, '[');
  EXPECT_NE(fault("info", deep).find("not JSON"), std::string::npos);
}

}  // namespace
}  // namespace parley::centrifuge
