// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_claims.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

token_claims read(std::string_view json, std::string_view user_claim = "sub") {
  auto claims = read_claims(json, user_claim);
  EXPECT_TRUE(claims) << json;
  return claims.value_or(token_claims{});
}

bool refuses(std::string_view json, std::string_view user_claim = "sub") {
  return !read_claims(json, user_claim);
}

TEST(token_claims, may_all_be_missing) {
  const auto claims = read("{}");
  EXPECT_EQ(claims.user, "");
  EXPECT_EQ(claims.channel, "");
  EXPECT_EQ(claims.grant.info, "");
  EXPECT_FALSE(claims.expires);
  EXPECT_EQ(claims.expires_at(), 0);
  EXPECT_TRUE(claims.subscriptions.empty());
}

TEST(token_claims, are_read_by_their_names) {
  const auto claims = read(R"({"sub":"42", "aud":"chat", "iss":"shop",
      "exp":300, "nbf":100, "iat":50, "channel":"news", "client":"c1",
      "jti":"x", "unknown":[1,{"a":2}]})");
  EXPECT_EQ(claims.user, "42");
  EXPECT_EQ(claims.audience, std::vector<std::string>{"chat"});
  EXPECT_EQ(claims.issuer, "shop");
  EXPECT_EQ(claims.expires, 300);
  EXPECT_EQ(claims.not_before, 100);
  EXPECT_EQ(claims.issued, 50);
  EXPECT_EQ(claims.channel, "news");
  EXPECT_EQ(claims.client, "c1");
}

TEST(token_claims, have_their_escapes_resolved) {
  EXPECT_EQ(read(R"({"\u0073ub":"J\u00fcrgen \"J\""})").user, "Jürgen \"J\"");
}

TEST(token_claims, that_are_null_are_as_if_they_were_not_there) {
  const auto claims = read(R"({"sub":null,"exp":null,"info":null,"meta":null,
      "channels":null,"subs":{"a":{"info":null,"override":null}},
      "override":{"presence":null,"join_leave":{"value":null}}})");
  EXPECT_FALSE(claims.expires);
  EXPECT_EQ(claims.grant.info, "");
  EXPECT_EQ(claims.meta, "");
  EXPECT_EQ(claims.subscriptions.size(), 1U);
  EXPECT_FALSE(claims.grant.override.presence);
  EXPECT_FALSE(claims.grant.override.join_leave);
}

TEST(token_claims, may_name_the_user_elsewhere) {
  EXPECT_EQ(read(R"({"sub":"s","user_id":"u"})", "user_id").user, "u");
  EXPECT_EQ(read(R"({"user_id":42})", "user_id").user, "42");
  EXPECT_EQ(read(R"({"user_id":"42"})", "user_id").user, "42");
  EXPECT_EQ(read(R"({"sub":"s"})", "user_id").user, "");
  EXPECT_TRUE(refuses(R"({"user_id":4.5})", "user_id"));
  EXPECT_TRUE(refuses(R"({"user_id":["u"]})", "user_id"));
}

TEST(token_claims, may_have_one_audience_or_many) {
  using texts = std::vector<std::string>;
  EXPECT_EQ(read(R"({"aud":["a","b"]})").audience, (texts{"a", "b"}));
  EXPECT_EQ(read(R"({"aud":[]})").audience, texts{});
  EXPECT_EQ(read(R"({"aud":"a","aud":"b"})").audience, texts{"b"});
}

TEST(token_claims, may_have_times_of_any_spelling) {
  EXPECT_EQ(read(R"({"exp":1700000000})").expires, 1'700'000'000);
  EXPECT_EQ(read(R"({"exp":1.7e9})").expires, 1'700'000'000);
  EXPECT_EQ(read(R"({"exp":1700000000.9})").expires, 1'700'000'000);
  EXPECT_EQ(read(R"({"exp":-1})").expires, -1);
  EXPECT_EQ(read(R"({"exp":1e300})").expires, 9'007'199'254'740'992);
  EXPECT_EQ(read(R"({"exp":18446744073709551615})").expires,
            9'007'199'254'740'992);
  EXPECT_EQ(read(R"({"exp":-1e300})").expires, -9'007'199'254'740'992);
}

TEST(token_claims, may_let_the_connection_outlive_the_token) {
  EXPECT_EQ(read(R"({"exp":100})").expires_at(), 100);
  EXPECT_EQ(read(R"({"exp":100,"expire_at":500})").expires_at(), 500);
  EXPECT_EQ(read(R"({"exp":100,"expire_at":50})").expires_at(), 50);
  EXPECT_EQ(read(R"({"exp":100,"expire_at":0})").expires_at(), 0);
  EXPECT_EQ(read(R"({"exp":100,"expire_at":-1})").expires_at(), 0);
  EXPECT_EQ(read(R"({"expire_at":500})").expires_at(), 500);
}

TEST(token_claims, keep_embedded_json_as_it_was_written) {
  EXPECT_EQ(read(R"({"info": {"n" : 1.50, "u":"\u00e9"} })").grant.info,
            R"({"n" : 1.50, "u":"\u00e9"})");
  EXPECT_EQ(read(R"({"info": "text" })").grant.info, R"("text")");
  EXPECT_EQ(read(R"({"info": 1e2 })").grant.info, "1e2");
  EXPECT_EQ(read(R"({"data":[1, true]})").grant.data, "[1, true]");
  EXPECT_EQ(read(R"({"meta":{"a":{"b":[]}}})").meta, R"({"a":{"b":[]}})");
}

TEST(token_claims, take_raw_newlines_out_of_embedded_json) {
  EXPECT_EQ(read("{\"info\":{\r\n \"a\":\n\"b\\n\"\n}}").grant.info,
            "{ \"a\":\"b\\n\"}");
}

TEST(token_claims, may_have_bytes_in_base64_which_go_first) {
  EXPECT_EQ(read(R"({"b64info":"AAEC/w=="})").grant.info,
            std::string("\x00\x01\x02\xff", 4));
  EXPECT_EQ(read(R"({"b64data":"aGk="})").grant.data, "hi");
  EXPECT_EQ(read(R"({"b64info":"aGk=","info":1})").grant.info, "hi");
  EXPECT_EQ(read(R"({"info":1,"b64info":"aGk="})").grant.info, "hi");
  EXPECT_EQ(read(R"({"info":1,"b64info":""})").grant.info, "1");
  EXPECT_TRUE(refuses(R"({"b64info":"not base64"})"));
  EXPECT_TRUE(refuses(R"({"b64data":1})"));
}

TEST(token_claims, may_ask_for_channels) {
  const auto claims = read(R"({"channels":["news","chat:1","news"]})");
  ASSERT_EQ(claims.subscriptions.size(), 2U);
  EXPECT_EQ(claims.subscriptions.begin()->first, "chat:1");
  EXPECT_EQ(claims.subscriptions.at("news").info, "");
}

TEST(token_claims, may_ask_for_channels_and_grant_something_with_each) {
  const auto claims = read(R"({"subs":{
      "a":{"info":{"x":1},"data":[2],"override":{"presence":{"value":true}}},
      "b":{"b64info":"aGk=","b64data":"aG8="}, "c":{}}})");
  ASSERT_EQ(claims.subscriptions.size(), 3U);
  const auto& a = claims.subscriptions.at("a");
  EXPECT_EQ(a.info, R"({"x":1})");
  EXPECT_EQ(a.data, "[2]");
  EXPECT_EQ(a.override.presence, true);
  EXPECT_FALSE(a.override.join_leave);
  EXPECT_EQ(claims.subscriptions.at("b").info, "hi");
  EXPECT_EQ(claims.subscriptions.at("b").data, "ho");
  EXPECT_EQ(claims.grant.info, "");
}

TEST(token_claims, have_subs_that_go_before_channels) {
  const auto claims = read(R"({"channels":["x"],"subs":{"a":{}}})");
  EXPECT_EQ(claims.subscriptions.size(), 1U);
  EXPECT_TRUE(claims.subscriptions.contains("a"));
  EXPECT_TRUE(
      read(R"({"channels":["x"],"subs":{}})").subscriptions.contains("x"));
}

TEST(token_claims, may_override_each_option_of_the_namespace) {
  const auto all = read(R"({"override":{
      "presence":{"value":true}, "join_leave":{"value":false},
      "force_push_join_leave":{"value":true},
      "force_positioning":{"value":false}, "force_recovery":{"value":true},
      "later":{"value":7}}})")
                       .grant.override;
  EXPECT_EQ(all.presence, true);
  EXPECT_EQ(all.join_leave, false);
  EXPECT_EQ(all.force_push_join_leave, true);
  EXPECT_EQ(all.force_positioning, false);
  EXPECT_EQ(all.force_recovery, true);
}

TEST(token_claims, of_a_wrong_type_are_refused) {
  for (const auto* json :
       {R"({"sub":42})",
        R"({"exp":"soon"})",
        R"({"exp":true})",
        R"({"nbf":{}})",
        R"({"iat":"now"})",
        R"({"expire_at":"0"})",
        R"({"aud":1})",
        R"({"aud":["a",1]})",
        R"({"aud":[null]})",
        R"({"iss":[]})",
        R"({"channel":["c"]})",
        R"({"client":1})",
        R"({"meta":[]})",
        R"({"meta":"{}"})",
        R"({"channels":"a"})",
        R"({"channels":[1]})",
        R"({"channels":{"a":1}})",
        R"({"subs":["a"]})",
        R"({"subs":{"a":true}})",
        R"({"subs":{"a":{"override":1}}})",
        R"({"subs":{"a":{"b64info":"?"}}})",
        R"({"override":true})",
        R"({"override":{"presence":true}})",
        R"({"override":{"join_leave":{"value":1}}})",
        R"({"override":{"force_push_join_leave":[]}})",
        R"({"override":{"force_positioning":"x"}})",
        R"({"override":{"force_recovery":{"value":"true"}}})"})
    EXPECT_TRUE(refuses(json)) << json;
}

TEST(token_claims, that_are_no_json_object_are_refused) {
  for (const auto* json :
       {"", " ", "null", "[]", "\"a\"", "1", "{", "{}x", "{} {}", "{\"a\":}",
        "{\"a\":1,}", "{'a':1}", "{\"info\":{\"a\":nope}}", "{\"unknown\":[1,}",
        "{\"sub\":\"\xff\"}", "{\"sub\":\"a\nb\"}"})
    EXPECT_TRUE(refuses(json)) << json;
}

}  // namespace
}  // namespace parley
