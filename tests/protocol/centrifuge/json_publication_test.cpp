// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/json_publication.hpp"

#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/push.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parley::centrifuge {
namespace {

/// What the codec for all messages makes of the same.
std::string by_codec(const std::string& channel, const publication& said,
                     const std::string& epoch) {
  Reply reply;
  reply.mutable_push()->set_channel(channel);
  auto& pub = *reply.mutable_push()->mutable_pub();
  put(said, format::json, pub);
  pub.set_epoch(epoch);
  return encode(format::json, reply);
}

auto any_text() {
  return rc::gen::element<std::string>("", "plain", "\"quoted\"", "Grüße 🎉",
                                       "a\\b", "two\nlines", "\x01");
}

auto any_json() {
  return rc::gen::element<std::string>("", "{}", "null", "[1,2]", "\"x\"",
                                       "{\"a\":\n1}", "{\r\n}", "no json");
}

// Of tags only one: a map of Protobuf's has no order.
RC_GTEST_PROP(JsonPublication, is_what_the_codec_for_all_messages_makes, ()) {
  publication said;
  said.kind =
      *rc::gen::element(data_kind::json, data_kind::text, data_kind::binary);
  said.data = said.kind == data_kind::text
                  ? *any_text()
                  : *rc::gen::element<std::string>("", "{}", "1", "[\n2]");
  said.offset = *rc::gen::element<std::uint64_t>(0, 1, 1'234'567'890'123);
  if (*rc::gen::arbitrary<bool>())
    said.info = std::make_shared<client_info>(
        client_info{*any_text(), *any_text(), *any_json(), *any_json()});
  if (*rc::gen::arbitrary<bool>()) said.tags.emplace(*any_text(), *any_text());
  const auto channel = "room" + *any_text(), epoch = *any_text();
  RC_ASSERT(json_publication_push(channel, said, epoch) ==
            by_codec(channel, said, epoch));
}

TEST(JsonPublication, no_data_is_null) {
  EXPECT_EQ(json_publication_push("room", {}, ""),
            R"({"push":{"channel":"room","pub":{"data":null}}})");
}

TEST(JsonPublication, several_tags_are_one_object) {
  publication said{.data = "{}"};
  said.tags = {{"a", "1"}, {"b", "2"}};
  EXPECT_EQ(json_publication_push("room", said, ""),
            R"({"push":{"channel":"room","pub":{"data":{},)"
            R"("tags":{"a":"1","b":"2"}}}})");
}

}  // namespace
}  // namespace parley::centrifuge
