// SPDX-License-Identifier: Apache-2.0
// How long an HTTP connection may wait, and a request may take.
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace parley::conformance {
namespace {

using namespace std::chrono_literals;

constexpr auto key = "a key of this test";

/// The head of a request whose body has 8 bytes.
std::string upload_head() {
  return request_text("POST", "/api/info",
                      {{"X-API-Key", key}, {"Content-Length", "8"}});
}

TEST(idle_connection, ends_by_fin) {
  const node server(
      [](settings& values) { values.net.bounds.idle_timeout = 300ms; });
  auto client = server.connect();
  EXPECT_EQ(client.request("GET", "/health").status, 200u);
  const auto last = client.read_to_end();
  EXPECT_EQ(last.bytes, "");
  EXPECT_EQ(last.how, ending::eof);
}

// The idle limit is far below the duration of the upload.
TEST(upload, that_is_in_progress_is_not_idle) {
  const node server([](settings& values) {
    values.http_api.key = key;
    values.net.bounds.idle_timeout = 100ms;
  });
  auto client = server.connect();
  client.send(upload_head());
  for (const char each : std::string("{      }")) {
    EXPECT_FALSE(client.hears_within(50ms));
    client.send(std::string(1, each));
  }
  EXPECT_EQ(client.read_reply().status, 200u);
}

TEST(upload, that_is_not_complete_in_time_is_told_so) {
  const node server([](settings& values) {
    values.http_api.key = key;
    values.net.bounds.request_timeout = 300ms;
  });
  auto client = server.connect();
  client.send(upload_head() + "{");
  EXPECT_EQ(client.read_reply().status, 408u);
  EXPECT_EQ(client.read_to_end().how, ending::eof);
}

}  // namespace
}  // namespace parley::conformance
