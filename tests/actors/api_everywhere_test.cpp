// SPDX-License-Identifier: Apache-2.0
// Calls of the server API that are about all nodes of a cluster.
#include "actors/neighbour_messages.hpp"
#include "tests/actors/api_stage.hpp"

namespace parley {
namespace {

namespace api = centrifuge::api;

/// Stands for two other nodes, of which so many answer.
class Neighbours {
 public:
  static constexpr const char* name = "neighbours";

  Neighbours(pinned& self, std::vector<api::Reply>& replies,
             std::vector<std::string>& asked)
      : self_(self), replies_(replies), asked_(asked) {}

  caf::behavior make_behavior() {
    return {[this](const msg::ask_neighbours& request) {
      asked_.push_back(std::get<std::string>(request.what));
      msg::neighbours_answered answer{request.tag, {}, 2};
      for (const auto& each : replies_)
        answer.replies.push_back(each.SerializeAsString());
      self_.send(request.who, std::move(answer));
    }};
  }

 private:
  pinned& self_;
  std::vector<api::Reply>& replies_;
  std::vector<std::string>& asked_;
};

class ApiEverywhere : public ApiStage {
 protected:
  ApiEverywhere() {
    s.actors.cluster =
        cluster_peers{spawn_pinned<Neighbours>(s.where(0), replies, asked)};
    client(0).says(R"({"id":2,"subscribe":{"channel":"here"}})");
    s.settle();
  }
  ~ApiEverywhere() override {
    anon_send_exit(s.actors.cluster->neighbours,
                   caf::exit_reason::user_shutdown);
  }

  std::vector<api::Reply> replies;
  std::vector<std::string> asked;
};

api::Reply with_rooms(
    std::initializer_list<std::pair<const char*, int>> rooms) {
  api::Reply out;
  auto& channels = *out.mutable_channels()->mutable_channels();
  for (const auto& [room, count] : rooms)
    channels[room].set_num_clients(static_cast<std::uint32_t>(count));
  return out;
}

TEST_F(ApiEverywhere, channels_are_those_of_all_nodes) {
  replies = {with_rooms({{"here", 3}, {"there", 2}}),
             with_rooms({{"here", 2}})};
  const auto found = call("channels", "{}");
  EXPECT_NE(found.find(R"("here":{"num_clients":3})"), std::string::npos)
      << found;
  EXPECT_NE(found.find(R"("there":{"num_clients":2})"), std::string::npos)
      << found;
  EXPECT_EQ(found.find("answered"), std::string::npos) << found;
}

TEST_F(ApiEverywhere, a_node_that_does_not_answer_is_said_to_be_missing) {
  replies = {with_rooms({{"there", 2}})};
  const auto found = call("channels", "{}");
  EXPECT_NE(found.find(R"("answered":"2 of 3 nodes answered")"),
            std::string::npos)
      << found;
}

TEST_F(ApiEverywhere, users_are_sought_on_all_nodes) {
  replies.resize(2);
  EXPECT_EQ(call("disconnect", R"({"user":"ann"})"), R"({"result":{}})");
  ASSERT_EQ(asked.size(), 1u);
  api::Command command;
  ASSERT_TRUE(command.ParseFromString(asked[0]));
  EXPECT_EQ(command.disconnect().user(), "ann");
}

TEST_F(ApiEverywhere, a_room_is_asked_where_it_is) {
  call("presence_stats", R"({"channel":"here"})");
  call("publish", R"({"channel":"here","data":1})");
  EXPECT_TRUE(asked.empty());
}

}  // namespace
}  // namespace parley
