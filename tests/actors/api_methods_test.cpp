// SPDX-License-Identifier: Apache-2.0
// The server API's methods, as clients of the rooms see them.
#include "tests/actors/api_stage.hpp"

#include <string>
#include <sys/resource.h>

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

TEST_F(ApiMethods, an_error_says_what_is_wrong_with_the_call) {
  EXPECT_EQ(detail("publish", R"({"chanel":"a","data":1})"),
            R"(\"channel\" is missing or empty; unknown field \"chanel\")");
  EXPECT_EQ(detail("publish", R"({"channel":"a","data":1})"), "");
  EXPECT_NE(detail("publish", R"({"channel":"a")").find("at byte 14"),
            std::string::npos);
  EXPECT_EQ(detail("nobody", "{}"), R"(there is no method \"nobody\")");
}

// What names of rooms must not have, whichever method they come with.
TEST_F(ApiMethods, every_method_checks_the_name_of_its_room) {
  const auto body = [](const std::string& room) {
    return R"({"channel":")" + room + R"(","user":"ann","data":1,"limit":1})";
  };
  for (const auto* method : {"publish", "subscribe", "unsubscribe", "presence",
                             "presence_stats", "history", "history_remove"})
    for (const auto& room :
         {std::string("\\u001b[31m"), std::string("a\\nlevel=critical"),
          std::string("\\u009b31m"), std::string("a\\u202eb"),
          std::string(256, 'a'), std::string("\\u200b")})
      EXPECT_EQ(call(method, body(room)), bad_request) << method << room;
  EXPECT_EQ(call("broadcast", R"({"channels":["a\u001b"],"data":1})"),
            R"({"result":{"responses":[)" + std::string(bad_request) + "]}}");
  // Rooms of plain clients may have any readable name.
  EXPECT_EQ(call("history", body("caf\u00e9")).find("error"),
            std::string::npos);
}

TEST_F(ApiMethods, a_key_that_rooms_keep_is_short) {
  const auto with = [&](const std::string& field, std::size_t size) {
    return call("publish", R"({"channel":"a","data":1,"version":1,")" + field +
                               R"(":")" + std::string(size, 'k') + "\"}");
  };
  for (const auto* field : {"idempotency_key", "version_epoch"}) {
    EXPECT_NE(with(field, 256), bad_request) << field;
    EXPECT_EQ(with(field, 257), bad_request) << field;
  }
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

// The text of a call may be large, and a broadcast may have many rooms.
TEST_F(ApiMethods, a_broadcast_holds_the_text_of_its_call_once) {
  const auto peak_kb = [] {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
  };
  std::string rooms;
  for (int i = 0; i < 2'000; ++i)
    rooms += (i == 0 ? "\"r" : ",\"r") + std::to_string(i) + '"';
  const auto body = R"({"data":1,"channels":[)" + rooms + ']' +
                    std::string(1 << 20, ' ') + '}';
  const auto before = peak_kb();
  EXPECT_NE(call("broadcast", body), bad_request);
  EXPECT_LT(peak_kb() - before, 500'000);
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

const auto* const nothing = R"({"result":{}})";

// Clients of this stage have no user.
TEST_F(ApiMethods, the_empty_user_is_all_anonymous_clients) {
  auto& ann = client();
  auto& bob = client(1);
  EXPECT_EQ(call("subscribe", R"({"channel":"a"})"), nothing);
  EXPECT_EQ(ann.hears().size(), 1u);
  EXPECT_EQ(call("refresh", R"({"user":""})"), nothing);
  EXPECT_EQ(bob.hears().back(), R"({"push":{"refresh":{}}})");
  EXPECT_EQ(call("unsubscribe", R"({"user":"","channel":"a"})"), nothing);
  EXPECT_NE(bob.hears().back().find(R"("unsubscribe":{"code":2000)"),
            std::string::npos);
  EXPECT_EQ(call("disconnect", "{}"), nothing);
  EXPECT_EQ(ann.link->closed_with, close_code::force_disconnect);
  EXPECT_EQ(bob.link->closed_with, close_code::force_disconnect);
}

TEST_F(ApiMethods, a_session_that_nobody_has_is_nobody) {
  auto& ann = client();
  for (const auto* each : {"subscribe", "unsubscribe", "disconnect", "refresh"})
    EXPECT_EQ(call(each, R"({"channel":"a","session":"s","expired":true})"),
              nothing);
  EXPECT_EQ(ann.hears(), lines{});
  EXPECT_FALSE(ann.link->closed_with);
}

TEST_F(ApiMethods, a_disconnect_may_have_any_code) {
  const std::pair<const char*, std::uint16_t> cases[] = {
      {"4500", 4500}, {"3000", 3000}, {"1000", 1000},
      {"0", 3503},    {"2999", 3011}, {"4294967295", 3011}};
  for (const auto& [code, sent] : cases) {
    auto& ann = client();
    EXPECT_EQ(call("disconnect", R"({"user":"","disconnect":{"code":)" +
                                     std::string(code) + "}}"),
              nothing);
    EXPECT_EQ(ann.link->closed_with, static_cast<close_code>(sent)) << code;
  }
}

TEST_F(ApiMethods, a_refresh_sets_the_expiry_or_takes_it_away) {
  auto& ann = client();
  const auto refresh = [this](const std::string& more) {
    EXPECT_EQ(call("refresh", R"({"user":"")" + more + "}"), nothing);
  };
  refresh(R"(,"expire_at":99999999999999)");
  EXPECT_EQ(ann.hears(),
            lines{R"({"push":{"refresh":{"expires":true,"ttl":31536000}}})"});
  refresh(R"(,"info":{"a":1})");  // without an expiry it is not used
  EXPECT_EQ(ann.hears(), lines{R"({"push":{"refresh":{}}})"});
  refresh(R"(,"expire_at":1)");
  EXPECT_EQ(ann.link->closed_with, close_code::connection_expired);
}

TEST_F(ApiMethods, a_refresh_with_info_changes_what_others_see) {
  auto& ann = client();
  ann.says(R"({"id":2,"subscribe":{"channel":"a"}})");
  call("refresh", R"({"user":"","expire_at":99999999999,"info":{"rank":2}})");
  const auto seen = R"("conn_info":{"rank":2})";
  EXPECT_NE(call("presence", R"({"channel":"a"})").find(seen),
            std::string::npos);
  ann.hears();
  ann.says(R"({"id":3,"publish":{"channel":"a","data":1}})");
  EXPECT_NE(ann.hears().front().find(seen), std::string::npos);
}

TEST_F(ApiMethods, json_of_any_kind_arrives_as_it_was_written) {
  auto& ann = client();
  ann.says(R"({"id":2,"subscribe":{"channel":"a"}})");
  for (const auto* data : {"1e400", "-0", "123456789012345678901234567890",
                           R"("\ud800")", R"({"a":1,"a":2,"":[]})"}) {
    ann.hears();
    call("publish", R"({"channel":"a","data":)" + std::string(data) + "}");
    const auto heard = ann.hears();
    ASSERT_EQ(heard.size(), 1u) << data;
    EXPECT_NE(heard[0].find(R"("data":)" + std::string(data) + ','),
              std::string::npos)
        << heard[0];
  }
  const std::string deep(1'025, '[');
  EXPECT_EQ(call("publish", R"({"channel":"a","data":)" + deep +
                                std::string(deep.size(), ']') + "}"),
            bad_request);
}

}  // namespace
}  // namespace parley
