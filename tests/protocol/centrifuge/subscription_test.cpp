// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/subscription.hpp"

#include "tests/protocol/centrifuge/hex.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace parley::centrifuge {
namespace {

const agreement recoverable{.positioned = true, .recoverable = true};

publication_ptr kept(std::uint64_t offset, std::string data) {
  publication out;
  out.data = std::move(data);
  out.offset = offset;
  return std::make_shared<publication>(std::move(out));
}

/// The result in the JSON reply to command 2.
std::string result(const agreement& agreed, const arrival& found) {
  const std::string before = R"({"id":2,"subscribe":)";
  const auto reply = subscribe_reply(format::json, 2, agreed, found);
  EXPECT_TRUE(reply.starts_with(before)) << reply;
  return reply.substr(before.size(), reply.size() - before.size() - 1);
}

std::string push(const agreement& agreed, const arrival& found) {
  return subscribe_push(format::json, "c", agreed, found);
}

TEST(Subscription, a_new_one_is_told_the_top) {
  EXPECT_EQ(result(recoverable, {.top = {0, "MuBP"}}),
            R"({"recoverable":true,"epoch":"MuBP","positioned":true})");
  EXPECT_EQ(result({.positioned = true}, {.top = {7, "MuBP"}}),
            R"({"epoch":"MuBP","offset":7,"positioned":true})");
}

TEST(Subscription, one_without_a_position_is_told_nothing_of_it) {
  EXPECT_EQ(result({}, {.top = {7, "MuBP"}}), "{}");
  EXPECT_EQ(subscribe_reply(format::protobuf, 2, {}, {.top = {7, "MuBP"}}),
            from_hex("04 0802 3200"));
}

TEST(Subscription, a_recovered_one_is_told_the_offset_it_asked_for) {
  EXPECT_EQ(result(recoverable,
                   {.top = {1, "MuBP"}, .from{{1, "MuBP"}}, .recovered = true}),
            R"({"recoverable":true,"epoch":"MuBP","recovered":true,)"
            R"("offset":1,"positioned":true,"was_recovering":true})");
  EXPECT_EQ(result(recoverable, {.top = {3, "E"},
                                 .from{{1, ""}},
                                 .recovered = true,
                                 .publications{kept(2, "[2]"), kept(3, "3")}}),
            R"({"recoverable":true,"epoch":"E","publications":[)"
            R"({"data":[2],"offset":2},{"data":3,"offset":3}],)"
            R"("recovered":true,"offset":1,"positioned":true,)"
            R"("was_recovering":true})");
}

TEST(Subscription, from_the_beginning_the_offset_is_left_out) {
  EXPECT_EQ(result(recoverable, {.top = {1, "E"},
                                 .from{{0, ""}},
                                 .recovered = true,
                                 .publications{kept(1, "1")}}),
            R"({"recoverable":true,"epoch":"E","publications":[)"
            R"({"data":1,"offset":1}],"recovered":true,)"
            R"("positioned":true,"was_recovering":true})");
}

TEST(Subscription, one_that_is_not_recovered_is_told_the_top_and_no_more) {
  EXPECT_EQ(result(recoverable, {.top = {9, "E"}, .from{{1, "_"}}}),
            R"({"recoverable":true,"epoch":"E","offset":9,)"
            R"("positioned":true,"was_recovering":true})");
}

TEST(Subscription, what_was_agreed_on_is_in_the_reply) {
  EXPECT_EQ(result({.ttl = 60, .data = "{\"a\":1}"}, {}),
            R"({"expires":true,"ttl":60,"data":{"a":1}})");
  // Over already, and the application's refresh is still to come.
  EXPECT_EQ(result({.ttl = 0}, {}), R"({"expires":true})");
}

TEST(Subscription, data_that_is_not_json_is_left_out_for_json_clients) {
  const agreement bytes{.data = "\xff"};
  EXPECT_EQ(result(bytes, {}), "{}");
  EXPECT_EQ(push(bytes, {}), R"({"push":{"channel":"c","subscribe":{}}})");
  EXPECT_EQ(subscribe_reply(format::protobuf, 2, bytes, {}),
            from_hex("07 0802 3203 5a01ff"));
}

TEST(Subscription, protobuf_replies_have_the_numbers_of_the_protocol) {
  EXPECT_EQ(subscribe_reply(format::protobuf, 9, recoverable,
                            {.top = {2, "E"},
                             .from{{1, "E"}},
                             .recovered = true,
                             .publications{kept(2, "2")}}),
            from_hex("18 0809 3214 1801 320145 3a05 220132 3002"
                     "4001 4801 5001 6001"));
}

TEST(Subscription, one_that_the_application_made_is_pushed) {
  EXPECT_EQ(push({.positioned = true, .recoverable = true, .data = "{}"},
                 {.top = {7, "xyz"}}),
            R"({"push":{"channel":"c","subscribe":{"recoverable":true,)"
            R"("epoch":"xyz","offset":7,"positioned":true,"data":{}}}})");
  EXPECT_EQ(push(recoverable,
                 {.top = {7, "xyz"}, .from{{5, "xyz"}}, .recovered = true}),
            R"({"push":{"channel":"c","subscribe":{"recoverable":true,)"
            R"("epoch":"xyz","offset":5,"positioned":true}}})");
  EXPECT_EQ(push({}, {.top = {7, "xyz"}}),
            R"({"push":{"channel":"c","subscribe":{}}})");
}

}  // namespace
}  // namespace parley::centrifuge
