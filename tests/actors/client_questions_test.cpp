// SPDX-License-Identifier: Apache-2.0
// What a Centrifuge client publishes and asks.
#include "actors/client_channels.hpp"
#include "tests/actors/sdk_stage.hpp"

namespace parley {
namespace {

class ClientQuestions : public SdkStage {
 protected:
  std::string answer(sdk_client& c, const std::string& command) {
    c.says(command);
    const auto heard = c.hears();
    return heard.empty() ? "" : heard.back();
  }
};

TEST_F(ClientQuestions, publications_have_one_order_for_all_and_no_gaps) {
  auto& a = client(0);
  auto& b = client(1);
  for (auto* each : {&a, &b})
    each->says(R"({"id":2,"subscribe":{"channel":"a","positioned":true}})");
  for (int i = 0; i < 50; ++i)
    for (auto* each : {&a, &b})
      each->link->says(R"({"id":3,"publish":{"channel":"a","data":)" +
                       std::to_string(i) + "}}"),
          s.settle();
  const auto publications = [](sdk_client& c) {
    lines out;
    for (auto& each : c.hears())
      if (each.find("\"pub\"") != std::string::npos) out.push_back(each);
    return out;
  };
  const auto seen = publications(a);
  ASSERT_EQ(seen.size(), 100u);
  EXPECT_EQ(seen, publications(b));
  for (std::size_t i = 0; i < seen.size(); ++i)
    EXPECT_NE(seen[i].find("\"offset\":" + std::to_string(i + 1)),
              std::string::npos);
}

TEST_F(ClientQuestions, history_is_paged_both_ways) {
  auto& c = client();
  for (int i = 1; i <= 12; ++i)
    c.says(R"({"id":2,"publish":{"channel":"a","data":)" + std::to_string(i) +
           "}}");
  static_cast<void>(c.hears());
  EXPECT_EQ(answer(c, R"({"id":3,"history":{"channel":"a"}})"),
            R"({"id":3,"history":{"publications":[],"epoch":"<epoch>",)"
            R"("offset":12}})");
  const auto datas = [&](const std::string& rest) {
    const auto text =
        answer(c, R"({"id":3,"history":{"channel":"a",)" + rest + "}}");
    std::string out;
    for (auto at = text.find("\"data\":"); at != std::string::npos;
         at = text.find("\"data\":", at + 1))
      out += text.substr(at + 7, text.find(',', at) - at - 7) + ' ';
    return out;
  };
  EXPECT_EQ(datas(R"("limit":-1)"), "3 4 5 6 7 8 9 10 11 12 ");
  EXPECT_EQ(datas(R"("limit":2)"), "3 4 ");
  EXPECT_EQ(datas(R"("limit":2,"since":{"offset":5})"), "6 7 ");
  EXPECT_EQ(datas(R"("limit":2,"reverse":true)"), "12 11 ");
  EXPECT_EQ(datas(R"("limit":2,"reverse":true,"since":{"offset":5})"), "4 3 ");
}

TEST_F(ClientQuestions, history_refuses_positions_that_are_none) {
  auto& c = client();
  EXPECT_EQ(answer(c, R"({"id":3,"history":{"channel":"a","reverse":true,)"
                      R"("since":{"offset":0}}})"),
            R"({"id":3,"error":{"code":107,"message":"bad request"}})");
  EXPECT_EQ(answer(c, R"({"id":3,"history":{"channel":"a",)"
                      R"("since":{"offset":1,"epoch":"other"}}})"),
            R"({"id":3,"error":{"code":112,"message":)"
            R"("unrecoverable position"}})");
}

TEST_F(ClientQuestions, presence_lists_every_connection_at_once) {
  auto& a = client();
  auto& b = client(1);
  EXPECT_EQ(answer(a, R"({"id":2,"presence":{"channel":"a"}})"),
            R"({"id":2,"presence":{"presence":{}}})");
  b.says(R"({"id":2,"subscribe":{"channel":"a"}})");
  EXPECT_EQ(answer(a, R"({"id":3,"presence":{"channel":"a"}})"),
            R"({"id":3,"presence":{"presence":{"<id>":{"user":"","client":)"
            R"("<id>"}}}})");
  b.link->vanishes();
  s.settle();
  EXPECT_EQ(answer(a, R"({"id":4,"presence":{"channel":"a"}})"),
            R"({"id":4,"presence":{"presence":{}}})");
}

TEST_F(ClientQuestions, what_a_room_does_not_have_is_not_available) {
  s.channels.namespaces["bare"];
  s.set_rules();
  auto& c = client();
  for (const std::string each : {"presence", "presence_stats", "history"})
    EXPECT_EQ(answer(c, R"({"id":2,")" + each + R"(":{"channel":"bare:x"}})"),
              R"({"id":2,"error":{"code":108,"message":"not available"}})")
        << each;
}

TEST_F(ClientQuestions, rights_are_asked_for) {
  s.options.insecure = false;
  s.options.allow_anonymous_connect_without_token = true;
  auto& c = client();
  for (const std::string each :
       {"publish", "presence", "presence_stats", "history", "subscribe"})
    EXPECT_EQ(
        answer(c, R"({"id":2,")" + each + R"(":{"channel":"a","data":{}}})"),
        R"({"id":2,"error":{"code":103,"message":"permission denied"}})")
        << each;
}

TEST_F(ClientQuestions, data_must_be_what_the_namespace_wants) {
  s.channels.namespaces["object"].publication_data_format =
      data_format::json_object;
  s.set_rules();
  auto& c = client();
  const std::string refused =
      R"({"id":2,"error":{"code":107,"message":"bad request"}})";
  EXPECT_EQ(answer(c, R"({"id":2,"publish":{"channel":"a"}})"), refused);
  EXPECT_EQ(answer(c, R"({"id":2,"publish":{"channel":"object:a","data":1}})"),
            refused);
  EXPECT_EQ(answer(c, R"({"id":2,"publish":{"channel":"object:a","data":{}}})"),
            R"({"id":2,"publish":{}})");
}

}  // namespace
}  // namespace parley
