// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/data_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley::centrifuge {
namespace {

bool accepts(data_format wanted, std::string data) {
  publication said;
  said.kind = kind_of(data);
  said.data = std::move(data);
  return is_accepted(said, wanted);
}

bool accepts_from_client(data_format wanted, std::string data) {
  publication said;
  said.kind = kind_of(data);
  said.data = std::move(data);
  return is_accepted_from_client(said, wanted);
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

// One member must not be able to show others what they cannot read.
TEST(DataCheck, clients_publish_bytes_only_where_the_namespace_says_binary) {
  for (const auto wanted :
       {data_format::any, data_format::json, data_format::json_object})
    EXPECT_FALSE(accepts_from_client(wanted, "\xff"));
  EXPECT_TRUE(accepts_from_client(data_format::binary, "\xff"));
  EXPECT_TRUE(accepts_from_client(data_format::any, "{}"));
  EXPECT_FALSE(accepts_from_client(data_format::any, ""));
}

TEST(DataCheck, json_of_more_levels_than_readers_can_parse_is_refused) {
  for (const auto wanted :
       {data_format::any, data_format::json, data_format::binary}) {
    EXPECT_TRUE(accepts(wanted, nested(json_depth_max)));
    EXPECT_FALSE(accepts(wanted, nested(json_depth_max + 1)));
    EXPECT_FALSE(accepts(wanted, nested(30'000)));
  }
}

TEST(DataCheck, what_is_not_what_it_claims_to_be_is_bytes) {
  EXPECT_EQ(checked_kind(data_kind::json, "{}"), data_kind::json);
  EXPECT_EQ(checked_kind(data_kind::json, std::string("{\0}", 3)),
            data_kind::binary);
  EXPECT_EQ(checked_kind(data_kind::text, "{"), data_kind::text);
  EXPECT_EQ(checked_kind(data_kind::text, "\xff"), data_kind::binary);
  EXPECT_EQ(checked_kind(data_kind::binary, "{}"), data_kind::binary);
}

TEST(DataCheck, data_is_json_or_it_is_binary) {
  for (const auto* json : {"{}", "[1]", "1", "null", "\"x\"", " true\n"})
    EXPECT_EQ(kind_of(json), data_kind::json) << json;
  for (const auto* bytes : {"x", "{", "\xff", "{}{}", " "})
    EXPECT_EQ(kind_of(bytes), data_kind::binary) << bytes;
}

// Every client can be shown that there is nothing.
TEST(DataCheck, no_data_is_nothing_that_json_clients_cannot_be_shown) {
  EXPECT_EQ(kind_of(""), data_kind::json);
}

TEST(DataCheck, any_data_is_anything_but_none) {
  EXPECT_TRUE(accepts(data_format::any, "{}"));
  EXPECT_TRUE(accepts(data_format::any, "\xff"));
  EXPECT_FALSE(accepts(data_format::any, ""));
}

TEST(DataCheck, binary_data_may_be_none) {
  EXPECT_TRUE(accepts(data_format::binary, "\xff"));
  EXPECT_TRUE(accepts(data_format::binary, ""));
}

TEST(DataCheck, json_data_is_of_any_type) {
  EXPECT_TRUE(accepts(data_format::json, "{}"));
  EXPECT_TRUE(accepts(data_format::json, "1"));
  EXPECT_FALSE(accepts(data_format::json, "{"));
  EXPECT_FALSE(accepts(data_format::json, ""));
}

TEST(DataCheck, a_json_object_is_nothing_else) {
  EXPECT_TRUE(accepts(data_format::json_object, "{\"a\":1}"));
  for (const auto* data : {"[]", "1", "null", "\"{}\"", "{", ""})
    EXPECT_FALSE(accepts(data_format::json_object, data)) << data;
}

TEST(DataCheck, the_text_of_a_plain_client_is_no_json_of_its_own) {
  const publication text{.data = "{}", .kind = data_kind::text};
  EXPECT_TRUE(is_accepted(text, data_format::any));
  EXPECT_TRUE(is_accepted(text, data_format::binary));
  EXPECT_FALSE(is_accepted(text, data_format::json_object));
}

}  // namespace
}  // namespace parley::centrifuge
