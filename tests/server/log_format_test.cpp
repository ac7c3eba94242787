#include "server/log_format.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(LogFormat, an_events_fields_are_members) {
  EXPECT_EQ(
      json_members("room.join room=\"a b\" members=3 id=1f ms=0.5"),
      R"("event":"room.join","room":"a b","members":3,"id":"1f","ms":0.5)");
  EXPECT_EQ(json_members("serve.stopped"), R"("event":"serve.stopped")");
}

TEST(LogFormat, a_value_may_have_quotes_and_equal_signs) {
  EXPECT_EQ(json_members("room.join room=\"say \"x=1\"\" id=2"),
            R"("event":"room.join","room":"say \"x=1\"","id":2)");
}

TEST(LogFormat, what_is_no_event_is_a_message) {
  for (const auto* text : {"Something else", "a.b is not", "a.b x=\"open"})
    EXPECT_TRUE(json_members(text).starts_with("\"message\":")) << text;
  EXPECT_EQ(json_members("Oh \"no\"\n"), R"("message":"Oh \"no\"\n")");
}

TEST(LogFormat, a_number_is_one_only_when_json_has_it) {
  EXPECT_EQ(json_members("a n=nan i=inf x=0x1f"),
            R"("event":"a","n":"nan","i":"inf","x":"0x1f")");
}

}  // namespace
}  // namespace parley
