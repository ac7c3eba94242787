// SPDX-License-Identifier: Apache-2.0
// Looking around in all rooms of the node.
#include "tests/actors/api_stage.hpp"

namespace parley {
namespace {

class ApiSurvey : public ApiStage {
 protected:
  ApiSurvey() {
    for (const auto* room : {"one", "two", "other"}) {
      auto& c = client(room[0] == 'o' ? 0 : 1);
      c.says(R"({"id":2,"subscribe":{"channel":")" + std::string(room) +
             "\"}}");
    }
  }
};

TEST_F(ApiSurvey, channels_are_those_with_members) {
  call("publish", R"({"channel":"nobody is here","data":1})");
  for (const std::string room : {"one", "two", "other"}) {
    const auto entry = "\"" + room + R"(":{"num_clients":1})";
    EXPECT_NE(call("channels", "{}").find(entry), std::string::npos) << room;
    const auto matching = call("channels", R"({"pattern":"o*e*"})");
    EXPECT_EQ(matching.find(entry) == std::string::npos, room == "two");
  }
  EXPECT_EQ(call("channels", "{}").find("nobody"), std::string::npos);
  EXPECT_EQ(call("channels", R"({"pattern":"none"})"),
            R"({"result":{"channels":{}}})");
}

TEST_F(ApiSurvey, info_adds_up_the_node) {
  const auto found = call("info", "{}");
  EXPECT_NE(found.find(R"("num_clients":3,"num_users":1,"num_subs":3,)"
                       R"("num_channels":3)"),
            std::string::npos)
      << found;
}

}  // namespace
}  // namespace parley
