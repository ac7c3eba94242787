// The server API's methods, as clients of the rooms see them.
#include "tests/actors/api_stage.hpp"

namespace parley {
namespace {

constexpr const char* bad_request =
    R"({"error":{"code":107,"message":"bad request"}})";

class ApiMethods : public ApiStage {
 protected:
  sdk_client& member(loop_index loop = 0) {
    auto& c = client(loop);
    c.says(R"({"id":2,"subscribe":{"channel":"a"}})");
    static_cast<void>(c.hears());
    return c;
  }
};

TEST_F(ApiMethods, publish_reaches_everybody_with_its_tags) {
  auto& c = member(1);
  EXPECT_EQ(
      call("publish", R"({"channel":"a","data":{"n":1},"tags":{"k":"v"}})"),
      R"({"result":{"offset":1,"epoch":"<epoch>"}})");
  EXPECT_EQ(c.hears(),
            lines{R"({"push":{"channel":"a","pub":{"data":{"n":1},)"
                  R"("offset":1,"tags":{"k":"v"},"epoch":"<epoch>"}}})"});
}

TEST_F(ApiMethods, publish_needs_a_room_and_data) {
  for (const auto* body : {R"({"data":1})", R"({"channel":"a"})",
                           R"({"channel":"a","b64data":"not base64!"})"})
    EXPECT_EQ(call("publish", body), bad_request) << body;
}

TEST_F(ApiMethods, a_repeated_key_publishes_once) {
  auto& c = member();
  const auto* body = R"({"channel":"a","data":1,"idempotency_key":"x"})";
  const auto first = call("publish", body);
  EXPECT_EQ(call("publish", body), first);
  EXPECT_EQ(c.hears().size(), 1u);
}

TEST_F(ApiMethods, skip_history_delivers_without_an_offset) {
  auto& c = member();
  EXPECT_EQ(call("publish", R"({"channel":"a","data":1,"skip_history":true})"),
            R"({"result":{}})");
  EXPECT_EQ(c.hears(), lines{R"({"push":{"channel":"a","pub":{"data":1}}})"});
}

TEST_F(ApiMethods, excluded_clients_are_not_shown_it) {
  auto& a = member();
  auto& b = member();
  call("publish", R"({"channel":"a","data":0})");
  call("publish",
       R"({"channel":"a","data":1,"exclude_client":")" + a.id() + "\"}");
  call("publish", R"({"channel":"a","data":2})");
  const auto datas = [](sdk_client& c) {
    std::string out;
    for (const auto& each : c.hears()) out += each[each.find("\"data\":") + 7];
    return out;
  };
  EXPECT_EQ(datas(a), "02");
  EXPECT_EQ(datas(b), "012");
}

TEST_F(ApiMethods, broadcast_answers_for_each_room) {
  EXPECT_EQ(
      call("broadcast", R"({"channels":["a","no:a","b"],"data":1})"),
      R"({"result":{"responses":[{"result":{"offset":1,"epoch":"<epoch>"}},)"
      R"({"error":{"code":102,"message":"unknown channel"}},)"
      R"({"result":{"offset":1,"epoch":"<epoch>"}}]}})");
  EXPECT_EQ(call("broadcast", R"({"data":1})"), bad_request);
}

TEST_F(ApiMethods, presence_and_its_stats_are_those_of_the_room) {
  member();
  member(1);
  EXPECT_EQ(call("presence_stats", R"({"channel":"a"})"),
            R"({"result":{"num_clients":2,"num_users":1}})");
  const auto found = call("presence", R"({"channel":"a"})");
  EXPECT_NE(found.find(R"("<id>":{"user":"","client":"<id>"})"),
            std::string::npos);
  s.channels.namespaces["bare"];
  s.set_rules();
  EXPECT_EQ(call("presence", R"({"channel":"bare:a"})"),
            R"({"error":{"code":108,"message":"not available"}})");
}

TEST_F(ApiMethods, history_is_read_and_removed) {
  for (int i = 0; i < 3; ++i) call("publish", R"({"channel":"a","data":1})");
  EXPECT_EQ(call("history", R"({"channel":"a","limit":1,"reverse":true})"),
            R"({"result":{"publications":[{"data":1,"offset":3}],)"
            R"("epoch":"<epoch>","offset":3}})");
  EXPECT_EQ(call("history_remove", R"({"channel":"a"})"), R"({"result":{}})");
  EXPECT_EQ(call("history", R"({"channel":"a","limit":-1})"),
            R"({"result":{"publications":[],"epoch":"<epoch>","offset":3}})");
}

TEST_F(ApiMethods, methods_about_users_need_one) {
  for (const auto* each : {"subscribe", "unsubscribe", "disconnect", "refresh"})
    EXPECT_EQ(call(each, R"({"channel":"a"})"), bad_request) << each;
}

TEST_F(ApiMethods, a_disconnect_has_a_code_that_sdks_know) {
  for (const auto* code : {"0", "1000", "2999", "5000"})
    EXPECT_EQ(call("disconnect", R"({"user":"42","disconnect":{"code":)" +
                                     std::string(code) + "}}"),
              bad_request)
        << code;
  EXPECT_EQ(call("disconnect",
                 R"({"user":"42","disconnect":{"code":4500,"reason":"bye"}})"),
            R"({"result":{}})");
}

}  // namespace
}  // namespace parley
