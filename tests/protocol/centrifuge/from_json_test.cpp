// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/client.pb.h"
#include "protocol/centrifuge/json.hpp"
#include "tests/protocol/json_texts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <optional>
#include <string>

namespace parley::centrifuge {
namespace {

template <class Message>
std::optional<Message> read(std::string_view json) {
  Message out;
  if (!from_json(json, out)) return std::nullopt;
  return out;
}

bool is_command(std::string_view json) {
  return read<Command>(json).has_value();
}

/// What is embedded of a value that a client publishes.
std::string embedded(const std::string& value) {
  const auto command = read<Command>(R"({"publish":{"data":)" + value + "}}");
  return command ? command->publish().data() : "refused";
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(FromJson, a_command_of_the_sdk_is_read_by_field_names) {
  const auto command = read<Command>(
      R"({"subscribe":{"channel":"r:x","positioned":true,"recoverable":true,)"
      R"("join_leave":true,"flag":1,"recover":true,"offset":1,)"
      R"("epoch":"MuBP"},"id":9})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->id(), 9u);
  const auto& subscribe = command->subscribe();
  EXPECT_EQ(subscribe.channel(), "r:x");
  EXPECT_TRUE(subscribe.positioned());
  EXPECT_TRUE(subscribe.recoverable());
  EXPECT_TRUE(subscribe.join_leave());
  EXPECT_TRUE(subscribe.recover());
  EXPECT_EQ(subscribe.flag(), 1);
  EXPECT_EQ(subscribe.offset(), 1u);
  EXPECT_EQ(subscribe.epoch(), "MuBP");
}

TEST(FromJson, a_request_without_fields_is_still_there) {
  const auto command = read<Command>(R"({"publish":{}})");
  ASSERT_TRUE(command);
  EXPECT_TRUE(command->has_publish());
  EXPECT_FALSE(command->has_subscribe());
}

TEST(FromJson, maps_and_lists_are_read) {
  const auto command = read<Command>(
      R"({"connect":{"subs":{"a":{"recover":true,"offset":7},"b":{}},)"
      R"("headers":{"x":"1","":""}}})");
  ASSERT_TRUE(command);
  const auto& connect = command->connect();
  ASSERT_EQ(connect.subs().size(), 2u);
  EXPECT_EQ(connect.subs().at("a").offset(), 7u);
  EXPECT_EQ(connect.headers().at("x"), "1");
  EXPECT_TRUE(connect.headers().contains(""));

  const auto filter = read<FilterNode>(
      R"({"op":"and","vals":["u","v"],"nodes":[{"key":"k"},{"key":"l"}]})");
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->vals(1), "v");
  EXPECT_EQ(filter->nodes(1).key(), "l");
}

TEST(FromJson, numbers_reach_to_the_ends_of_their_types) {
  const auto max = read<SubscribeRequest>(
      R"({"offset":18446744073709551615,"flag":-9223372036854775808,)"
      R"("type":-2147483648})");
  ASSERT_TRUE(max);
  EXPECT_EQ(max->offset(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(max->flag(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(max->type(), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(read<Command>(R"({"id":4294967295})")->id(), 4'294'967'295u);
}

TEST(FromJson, numbers_beyond_their_types_are_refused) {
  for (const auto* json :
       {R"({"id":-1})", R"({"id":4294967296})", R"({"id":1.0})",
        R"({"id":1e3})", R"({"subscribe":{"offset":-1}})",
        R"({"subscribe":{"offset":18446744073709551616}})",
        R"({"subscribe":{"flag":9223372036854775808}})",
        R"({"subscribe":{"type":2147483648}})",
        R"({"history":{"limit":-2147483649}})"})
    EXPECT_FALSE(is_command(json)) << json;
}

TEST(FromJson, values_of_another_type_are_refused) {
  for (const auto* json :
       {R"({"id":"1"})", R"({"id":true})", R"({"id":[1]})", R"({"id":{}})",
        R"({"publish":[]})", R"({"publish":"c"})", R"({"publish":1})",
        R"({"publish":{"channel":1}})", R"({"publish":{"channel":["c"]}})",
        R"({"subscribe":{"recover":"true"}})", R"({"subscribe":{"recover":1}})",
        R"({"connect":{"subs":[]}})", R"({"connect":{"subs":{"a":1}}})",
        R"({"connect":{"headers":{"x":1}}})",
        R"({"connect":{"headers":{"x":null}}})",
        R"({"subscribe":{"tf":{"vals":"v"}}})",
        R"({"subscribe":{"tf":{"vals":[1]}}})",
        R"({"subscribe":{"tf":{"vals":[null]}}})"})
    EXPECT_FALSE(is_command(json)) << json;
}

TEST(FromJson, unknown_keys_and_nulls_are_ignored) {
  const auto command = read<Command>(
      R"({"dict":{"id":[1,{"a":null}]},"id":3,"new":-1.5e3,"connect":null,)"
      R"("publish":{"channel":"c","key":"k","type":null}})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->id(), 3u);
  EXPECT_FALSE(command->has_connect());
  EXPECT_EQ(command->publish().channel(), "c");
  EXPECT_TRUE(is_command(R"({"id":null,"subscribe":{"tf":null,"offset":null,)"
                         R"("recover":null,"channel":null}})"));
}

TEST(FromJson, the_last_of_two_equal_keys_counts) {
  const auto command = read<Command>(
      R"({"id":1,"id":2,"publish":{"channel":"a","data":[1]},)"
      R"("publish":{"data":[2]},"connect":{"headers":{"x":"1","x":"2"}}})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->id(), 2u);
  EXPECT_EQ(command->publish().data(), "[2]");
  EXPECT_EQ(command->connect().headers().at("x"), "2");
}

TEST(FromJson, keys_and_texts_are_unescaped) {
  const auto command =
      read<Command>(R"({"\u0069d":5,"publish":{"channel":"\u00e9\n\"\/"}})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->id(), 5u);
  EXPECT_EQ(command->publish().channel(), "\u00e9\n\"/");
}

TEST(FromJson, embedded_values_of_any_type_stay_as_they_are) {
  for (const std::string value :
       {R"({"b":1, "a":[1.50,"\u00e9\/",{}]})", "[]", "{}", "0", "-1.50e+3",
        "true", "false", "null", R"("")", R"("a\nb")", R"("привет")",
        "18446744073709551615", "-9223372036854775808"})
    EXPECT_EQ(embedded(value), value);
}

TEST(FromJson, whitespace_around_an_embedded_value_is_not_part_of_it) {
  for (const std::string value : {"1", "true", R"("x")", "[1]", R"({"a":1})"})
    EXPECT_EQ(embedded(" \t" + value + " \t"), value);
}

// To a Protobuf reader they say what they said to the publisher; what is
// written as JSON drops them.
TEST(FromJson, raw_newlines_of_embedded_values_are_kept) {
  const std::string value = "{\r\n  \"a\\n\":\n[1,\n2]\n}";
  EXPECT_EQ(embedded(value), value);
}

RC_GTEST_PROP(FromJson, any_json_arrives_as_it_was_written, ()) {
  const auto value = any_json_text();
  RC_ASSERT(embedded(value) == value);
  const auto line =
      R"({"unknown":)" + value + R"(,"id":7,"connect":{"data":)" + value + "}}";
  const auto command = read<Command>(line);
  RC_ASSERT(command.has_value());
  RC_ASSERT(command->id() == 7u);
  RC_ASSERT(command->connect().data() == value);
}

TEST(FromJson, numbers_of_the_protocol_itself_fit_their_fields) {
  EXPECT_TRUE(is_command(R"({"unknown":18446744073709551616})"));
  EXPECT_FALSE(is_command(R"({"id":18446744073709551616})"));
  EXPECT_FALSE(is_command(R"({"id":1e0})"));
}

TEST(FromJson, what_is_not_one_json_object_is_refused) {
  for (const std::string json : {"",
                                 " ",
                                 "[]",
                                 "1",
                                 "null",
                                 R"("x")",
                                 "{",
                                 "}",
                                 "{}{}",
                                 "{} x",
                                 "{},",
                                 R"({"id":1,})",
                                 R"({id:1})",
                                 "{'id':1}",
                                 R"({"id":01})",
                                 R"({"id":+1})",
                                 R"({"id" 1})",
                                 "\xef\xbb\xbf",
                                 "{\"x\":\"\xff\"}",
                                 "{\"\xc3\":1}",
                                 "{\"x\":\"a\nb\"}",
                                 "{\"x\":\"\x01\"}"})
    EXPECT_FALSE(is_command(json)) << json;
}

TEST(FromJson, mistakes_are_found_where_nobody_looks) {
  for (const auto* json :
       {R"({"unknown":nul})", R"({"unknown":{"a":[1,2,}]}})",
        R"({"publish":{"data":{"a":tru}}})", R"({"publish":{"data":1.}})",
        R"({"publish":{"data":"\x"}})", R"({"publish":{"data":[1 2]}})"})
    EXPECT_FALSE(is_command(json)) << json;
}

// Which depth is too deep for readers, data_check decides.
TEST(FromJson, deep_nesting_costs_no_stack) {
  EXPECT_EQ(embedded(nested(1'000)), nested(1'000));
  EXPECT_EQ(embedded(nested(1'000'000)), nested(1'000'000));
  EXPECT_EQ(embedded(std::string(1'000'000, '[')), "refused");
  std::string filters = R"({"subscribe":{"tf":)";
  for (int i = 0; i < 100'000; ++i) filters += R"({"nodes":[)";
  EXPECT_FALSE(is_command(filters));
  for (int i = 0; i < 100'000; ++i) filters += "]}";
  EXPECT_FALSE(is_command(filters + "}}"));
}

TEST(FromJson, filters_nest_a_hundred_deep_at_most) {
  const auto filter = [](int levels) {
    std::string json = R"({"subscribe":{"tf":)";
    for (int i = 0; i < levels; ++i) json += R"({"nodes":[)";
    for (int i = 0; i < levels; ++i) json += "]}";
    return json + "}}";
  };
  EXPECT_TRUE(is_command(filter(98)));
  EXPECT_FALSE(is_command(filter(101)));
}

TEST(FromJson, half_a_surrogate_pair_in_a_text_is_the_replacement_character) {
  const auto command =
      read<Command>(R"({"\ud800":1,"id":4,"publish":{"channel":"a\ud800b"},)"
                    R"("connect":{"headers":{"\udc00\"":"\ud800"}}})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->id(), 4u);
  EXPECT_EQ(command->publish().channel(), "a\ufffdb");
  EXPECT_EQ(command->connect().headers().at("\ufffd\""), "\ufffd");
}

TEST(FromJson, commands_in_a_json_string_are_unescaped) {
  const auto posted = read<EmulationRequest>(
      R"({"session":"s","node":"n","data":"{\"id\":1}\n{\"id\":2}"})");
  ASSERT_TRUE(posted);
  EXPECT_EQ(posted->data(), "{\"id\":1}\n{\"id\":2}");
  EXPECT_FALSE(read<EmulationRequest>(R"({"data":{"id":1}})"));
}

TEST(IsJson, takes_one_value_of_any_type) {
  for (const auto* json :
       {"0", "null", "true", R"("x")", "[]", "{}", " 1 ", "\n[1]\n"})
    EXPECT_TRUE(is_json(json)) << json;
  for (const auto* text : {"", " ", "1 2", "nul", "x", "\xff", "1,", "[", "\""})
    EXPECT_FALSE(is_json(text)) << text;
  EXPECT_FALSE(is_json(std::string_view("1\0", 2)));
}

TEST(IsJson, tells_objects_and_strings_from_others) {
  EXPECT_TRUE(is_json_object(" {\"a\":1} "));
  EXPECT_TRUE(is_json_string(" \"a\" "));
  for (const auto* json : {"[]", "1", "null", "", "{", "\"", "{}{}"}) {
    EXPECT_FALSE(is_json_object(json)) << json;
    EXPECT_FALSE(is_json_string(json)) << json;
  }
}

TEST(Unquoted, is_what_a_string_says) {
  EXPECT_EQ(unquoted(R"("a\n\u00e9\ud83d\ude42\"")"), "a\n\u00e9🙂\"");
  EXPECT_EQ(unquoted(R"("a\u0000b")"), std::string("a\0b", 3));
  for (const auto* json : {"1", "[\"a\"]", "", "\"a", "null"})
    EXPECT_EQ(unquoted(json), "") << json;
}

}  // namespace
}  // namespace parley::centrifuge
