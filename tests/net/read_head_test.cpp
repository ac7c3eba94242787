#include "net/read_head.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

namespace http = boost::beast::http;

TEST(read_head, has_what_routes_look_at) {
  http_request request(http::verb::get, "/chat", 11);
  request.set(http::field::host, "parley.example");
  request.set(http::field::connection, "Upgrade");
  request.set(http::field::upgrade, "websocket");
  request.set("X-API-Key", "k3y");
  const auto head = head_of(request);
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.target, "/chat");
  EXPECT_EQ(head.host, "parley.example");
  EXPECT_TRUE(head.upgrade);
  EXPECT_EQ(head.api_key, "k3y");
  EXPECT_EQ(head.origin, "");
}

TEST(read_head, all_lines_of_forwarded_for_are_one_list_in_their_order) {
  http_request request(http::verb::get, "/", 11);
  EXPECT_EQ(forwarded_for(request), "");
  request.insert("X-Forwarded-For", "192.0.2.1, 10.0.0.1");
  request.insert("X-Other", "198.51.100.1");
  request.insert("x-forwarded-for", "10.0.0.2");
  EXPECT_EQ(forwarded_for(request), "192.0.2.1, 10.0.0.1,10.0.0.2");
}

}  // namespace
}  // namespace parley
