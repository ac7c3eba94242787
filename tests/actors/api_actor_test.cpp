// SPDX-License-Identifier: Apache-2.0
// Calls of the server API: their envelope, batches, and the old endpoint.
#include "actors/api_actor.hpp"

#include "protocol/limits.hpp"
#include "tests/actors/api_stage.hpp"

namespace parley {
namespace {

class ApiActor : public ApiStage {};

TEST_F(ApiActor, a_body_that_is_no_json_object_is_400) {
  for (const auto* body : {"", "{", "[]", "null", R"({"channel":1})"})
    EXPECT_EQ(ask({"publish", body, false}).status, 400u) << body;
}

TEST_F(ApiActor, a_method_that_is_none_is_error_104) {
  EXPECT_EQ(call("nobody", "{}"),
            R"({"error":{"code":104,"message":"method not found"}})");
  EXPECT_EQ(call("rpc", R"({"method":"x"})"),
            R"({"error":{"code":104,"message":"method not found"}})");
}

TEST_F(ApiActor, errors_are_statuses_when_asked_for) {
  const auto answer = ask({"publish", R"({"channel":"no:a","data":1})", true});
  EXPECT_EQ(answer.status, 404u);
  EXPECT_TRUE(answer.body.starts_with(
      R"({"code":102,"message":"unknown channel","detail":")"))
      << answer.body;
  EXPECT_EQ(ask({"publish", R"({"channel":"a"})", true}).status, 400u);
  EXPECT_EQ(ask({"publish", R"({"channel":"a","data":1})", true}).status, 200u);
}

TEST_F(ApiActor, the_old_endpoint_has_the_method_in_its_body) {
  EXPECT_EQ(call("", R"({"method":"presence_stats","params":{"channel":"a"}})"),
            R"({"result":{"num_clients":0,"num_users":0}})");
}

TEST_F(ApiActor, a_batch_is_answered_in_its_order) {
  for (const std::string how : {"false", "true"})
    EXPECT_EQ(
        call("batch", R"({"parallel":)" + how +
                          R"(,"commands":[{"publish":{"channel":"a)" + how +
                          R"(","data":1}},{"nobody":{}},)"
                          R"({"presence_stats":{"channel":"b"}}]})"),
        R"({"replies":[{"publish":{"offset":1,"epoch":"<epoch>"}},)"
        R"({"error":{"code":104,"message":"method not found"}},)"
        R"({"presence_stats":{"num_clients":0,"num_users":0}}]})");
  EXPECT_EQ(call("batch", "{}"), R"({"replies":[]})");
}

TEST_F(ApiActor, a_batch_has_a_bound) {
  std::string commands = R"({"commands":[{})";
  for (std::size_t i = 0; i < batch_size; ++i) commands += ",{}";
  EXPECT_EQ(ask({"batch", commands + "]}", false}).status, 400u);
}

TEST_F(ApiActor, a_draining_node_says_so) {
  anon_send(s.actors.directory_of("a"), msg::finish{{}});
  EXPECT_EQ(call("publish", R"({"channel":"a","data":1})"),
            R"({"error":{"code":100,"message":"internal server error"}})");
}

}  // namespace
}  // namespace parley
