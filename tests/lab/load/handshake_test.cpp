// SPDX-License-Identifier: Apache-2.0
#include "lab/load/handshake.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley::load {
namespace {

TEST(Handshake, asks_for_a_subprotocol_only_when_there_is_one) {
  const auto without = upgrade_request("/chat/a?name=b", "host:80", "");
  EXPECT_TRUE(
      without.starts_with("GET /chat/a?name=b HTTP/1.1\r\nHost: "
                          "host:80\r\nUpgrade: websocket\r\n"));
  EXPECT_TRUE(without.ends_with("ZQ==\r\n\r\n"));
  EXPECT_EQ(without.find("Protocol"), std::string::npos);
  const auto with = upgrade_request("/", "host", "mqtt");
  EXPECT_TRUE(with.ends_with("\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"));
}

// RFC 6455, section 1.3.
const std::string consent =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

TEST(Handshake, ends_where_the_head_of_a_consent_ends) {
  for (std::size_t n = 0; n < consent.size(); ++n)
    EXPECT_FALSE(upgrade_answer(consent.substr(0, n))) << n;
  EXPECT_EQ(upgrade_answer(consent), consent.size());
  EXPECT_EQ(upgrade_answer(consent + "\x81\x02hi"), consent.size());
}

TEST(Handshake, with_another_answer_fails) {
  EXPECT_THROW(upgrade_answer("HTTP/1.1 404 Not Found\r\n\r\n"),
               std::runtime_error);
  auto another = consent;
  another.replace(another.find("s3p"), 3, "abc");
  EXPECT_THROW(upgrade_answer(another), std::runtime_error);
}

}  // namespace
}  // namespace parley::load
