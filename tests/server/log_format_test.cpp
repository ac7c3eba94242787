// SPDX-License-Identifier: Apache-2.0
#include "server/log_format.hpp"

#include "protocol/log_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <rapidjson/document.h>
#include <set>
#include <string>
#include <vector>

namespace parley {
namespace {

TEST(LogFormat, an_events_fields_are_members) {
  EXPECT_EQ(
      json_members("room.join room=\"a b\" members=3 id=1f ms=0.5"),
      R"("event":"room.join","room":"a b","members":3,"id":"1f","ms":0.5)");
  EXPECT_EQ(json_members("serve.stopped"), R"("event":"serve.stopped")");
}

TEST(LogFormat, a_value_may_have_quotes_and_equal_signs) {
  EXPECT_EQ(json_members(R"(room.join room="say \"x=1\"" id=2)"),
            R"("event":"room.join","room":"say \"x=1\"","id":2)");
}

TEST(LogFormat, quotes_that_are_not_escaped_make_no_fields) {
  for (const auto* text :
       {R"(a x="y" level="critical" z="")", R"(a x="say "y=1"" id=2)",
        R"(a x="\e")", R"(a x="\u12")", R"(a x="\ud800")",
        R"(a x="\udc00\ud800")", R"(a x="b"c)", "a x=1 x=2", "a event=b",
        "a time=1", "a message=x"})
    EXPECT_TRUE(json_members(text).starts_with("\"message\":")) << text;
}

TEST(LogFormat, a_line_of_text_is_one_line) {
  EXPECT_EQ(log_line("a x=\"y\"\nlevel=critical \x1b[31m"),
            "a x=\"y\"\\u000alevel=critical \\u001b[31m");
}

TEST(LogFormat, what_is_no_event_is_a_message) {
  for (const auto* text : {"Something else", "a.b is not", "a.b x=\"open"})
    EXPECT_TRUE(json_members(text).starts_with("\"message\":")) << text;
  EXPECT_EQ(json_members("Oh \"no\"\n"), R"("message":"Oh \"no\"\u000a")");
}

TEST(LogFormat, a_number_is_one_only_when_json_has_it) {
  EXPECT_EQ(json_members("a n=nan i=inf x=0x1f"),
            R"("event":"a","n":"nan","i":"inf","x":"0x1f")");
  EXPECT_EQ(json_members("a n=-inf i=1e5 x=01 y=1. z=- p=+1 q=.5"),
            R"("event":"a","n":"-inf","i":"1e5","x":"01","y":"1.","z":"-",)"
            R"("p":"+1","q":".5")");
  EXPECT_EQ(json_members("a n=-0.5 i=0 x=10 y=-1"),
            R"("event":"a","n":-0.5,"i":0,"x":10,"y":-1)");
}

/// The members of a line's object; what they say is no concern here.
std::vector<std::string> members_of(const std::string& json) {
  rapidjson::Document read;
  read.Parse(json.c_str());
  RC_ASSERT(!read.HasParseError() && read.IsObject());
  std::vector<std::string> names;
  for (const auto& each : read.GetObject())
    names.emplace_back(each.name.GetString());
  return names;
}

// A room, a user and a peer of any bytes: the line has the members that its
// format string names, and their values.
RC_GTEST_PROP(LogFormat, no_text_of_others_forges_a_member,
              (const std::string& room, const std::string& user)) {
  const auto text = fmt::format("room.join room={} user={} members={}",
                                log_text(room), log_text(user), 3);
  const auto json = '{' + json_members(text) + '}';
  RC_ASSERT(members_of(json) ==
            (std::vector<std::string>{"event", "room", "user", "members"}));
  RC_ASSERT(printable(json) == json);
  RC_ASSERT(log_line(text) == text);
}

RC_GTEST_PROP(LogFormat, any_event_is_an_object_on_one_line,
              (const std::string& text)) {
  const auto json = '{' + json_members("a.b " + text) + '}';
  const auto names = members_of(json);
  RC_ASSERT(std::set(names.begin(), names.end()).size() == names.size());
  RC_ASSERT(printable(json) == json);
  RC_ASSERT(printable(log_line(text)) == log_line(text));
}

}  // namespace
}  // namespace parley
