// SPDX-License-Identifier: Apache-2.0
// Rooms of a connection token: what their recovery brings has to fit into the
// connect reply.
#include "room/answer_size.hpp"
#include "tests/actors/api_stage.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

constexpr int rooms = 8;

class ClientGrants : public ApiStage {
 protected:
  ClientGrants() {
    s.options.insecure = false;
    s.options.token.hmac_secret_key = "secret";
    auto& all = s.channels.without_namespace;
    all.force_recovery = true;
    all.history_size = 100;
    s.set_rules();
  }

  static std::string room(int i) { return "room" + std::to_string(i); }

  void publish_in_each(int count, std::size_t bytes) {
    const std::string data(bytes, 'x');
    for (int i = 0; i < rooms; ++i)
      for (int j = 0; j < count; ++j)
        call("publish",
             R"({"channel":")" + room(i) + R"(","data":")" + data + "\"}");
  }

  static std::string connect_from(std::uint64_t offset) {
    std::string channels, subs;
    for (int i = 0; i < rooms; ++i) {
      channels += (i ? ",\"" : "\"") + room(i) + "\":{}";
      subs += (i ? ",\"" : "\"") + room(i) + R"(":{"recover":true,"offset":)" +
              std::to_string(offset) + "}";
    }
    const auto token =
        hmac_token(R"({"sub":"ann","subs":{)" + channels + "}}", "secret");
    return R"({"id":1,"connect":{"token":")" + token + R"(","subs":{)" + subs +
           "}}}";
  }

  static int count(const std::string& text, std::string_view part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos;
         at = text.find(part, at + 1))
      ++found;
    return found;
  }
};

TEST_F(ClientGrants, all_that_fits_is_recovered) {
  publish_in_each(2, 100);
  auto& c = stranger();
  c.says(connect_from(0));
  const auto reply = c.link->told.at(0);
  EXPECT_EQ(count(reply, R"("recovered":true)"), rooms);
  EXPECT_EQ(count(reply, "\"data\":"), 2 * rooms);
}

TEST_F(ClientGrants, a_connect_reply_recovers_as_much_as_one_answer_holds) {
  publish_in_each(10, 50'000);
  auto& c = stranger();
  c.says(connect_from(0));
  const auto reply = c.link->told.at(0);
  EXPECT_EQ(count(reply, R"("recovered":true)"), 2);
  EXPECT_EQ(count(reply, R"("was_recovering":true)"), rooms);
  EXPECT_LE(reply.size(), answer_size + rooms * 1'024u);
  EXPECT_FALSE(c.link->closed_with);
}

}  // namespace
}  // namespace parley
