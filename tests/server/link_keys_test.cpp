// SPDX-License-Identifier: Apache-2.0
#include "server/link_keys.hpp"

#include "tests/server/keys.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(LinkKeys, they_reach_what_they_name) {
  net_options values;
  const auto keys = link_keys(values);
  set_key(keys, "client.allowed_origins", "https://a https://b");
  set_key(keys, "client.pong_timeout", "3s");
  set_key(keys, "channel.max_length", "64");
  set_key(keys, "http_server.request_timeout", "4s");
  set_key(keys, "http_server.idle_timeout", "5s");
  set_key(keys, "websocket.compression", "true");
  EXPECT_EQ(values.allowed_origins.size(), 2u);
  EXPECT_EQ(values.bounds.pong_timeout, 3s);
  EXPECT_EQ(values.bounds.room_name, 64u);
  EXPECT_EQ(values.bounds.request_timeout, 4s);
  EXPECT_EQ(values.bounds.idle_timeout, 5s);
  EXPECT_TRUE(values.compression);
}

TEST(LinkKeys, each_transport_is_switched_on_alone) {
  net_options values;
  const auto keys = link_keys(values);
  auto& transports = values.transports;
  for (const auto& [key, is_on] :
       {std::pair{"http_stream.enabled", &transports.http_stream},
        std::pair{"sse.enabled", &transports.sse},
        std::pair{"uni_sse.enabled", &transports.uni_sse},
        std::pair{"uni_websocket.enabled", &transports.uni_websocket}}) {
    EXPECT_FALSE(*is_on) << key;
    set_key(keys, key, "true");
    EXPECT_EQ(transports.http_stream + transports.sse + transports.uni_sse +
                  transports.uni_websocket,
              1);
    EXPECT_TRUE(*is_on) << key;
    *is_on = false;
  }
}

TEST(LinkKeys, each_kind_of_request_has_its_own_limit) {
  net_options values;
  const auto keys = link_keys(values);
  EXPECT_EQ(values.transports.emulation_body_size, 65'536u);
  set_key(keys, "http_stream.max_request_body_size", "1");
  set_key(keys, "sse.max_request_body_size", "2");
  set_key(keys, "emulation.max_request_body_size", "3");
  EXPECT_EQ(values.transports.http_stream_body_size, 1u);
  EXPECT_EQ(values.transports.sse_body_size, 2u);
  EXPECT_EQ(values.transports.emulation_body_size, 3u);
}

}  // namespace
}  // namespace parley
