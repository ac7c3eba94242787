// SPDX-License-Identifier: Apache-2.0
#include "net/sdk_websocket.hpp"

#include <boost/url/parse.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

link_request ask(std::string_view subprotocols, std::string_view query = "") {
  const auto target = std::string(sdk_websocket_path) + std::string(query);
  return sdk_websocket(subprotocols, *boost::urls::parse_origin_form(target));
}

TEST(SdkWebsocket, json_is_spoken_unless_something_else_is_asked_for) {
  const auto wish = ask("");
  EXPECT_EQ(wish.speaks, dialect::json);
  EXPECT_EQ(wish.subprotocol, "");
  EXPECT_FALSE(wish.unidirectional);
  EXPECT_FALSE(wish.frame_pings);
}

TEST(SdkWebsocket, the_first_subprotocol_that_we_know_is_confirmed) {
  EXPECT_EQ(ask("centrifuge-protobuf").speaks, dialect::protobuf);
  const auto wish = ask("other, centrifuge-json, centrifuge-protobuf");
  EXPECT_EQ(wish.speaks, dialect::json);
  EXPECT_EQ(wish.subprotocol, "centrifuge-json");
  EXPECT_EQ(ask("other").subprotocol, "");
}

TEST(SdkWebsocket, the_query_may_choose_too) {
  EXPECT_EQ(ask("", "?format=protobuf").speaks, dialect::protobuf);
  EXPECT_EQ(ask("", "?cf_protocol=protobuf").speaks, dialect::protobuf);
  EXPECT_EQ(ask("", "?format=json").speaks, dialect::json);
  EXPECT_TRUE(ask("", "?cf_ws_frame_ping_pong=true").frame_pings);
}

TEST(UniWebsocket, listens_in_json_and_is_pinged_by_frames) {
  const auto url = boost::urls::parse_origin_form(
      "/connection/uni_websocket?cf_connect=%7B%22token%22%3A%22t%22%7D");
  const auto wish = uni_websocket(*url);
  EXPECT_EQ(wish.speaks, dialect::json);
  EXPECT_TRUE(wish.unidirectional);
  EXPECT_TRUE(wish.frame_pings);
  EXPECT_EQ(wish.first_message, R"({"token":"t"})");
}

}  // namespace
}  // namespace parley
