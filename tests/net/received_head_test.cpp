// SPDX-License-Identifier: Apache-2.0
#include "net/received_head.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace parley {
namespace {

using lines = std::vector<std::pair<std::string, std::string>>;

/// The error of a head with these lines; 0: none.
unsigned fault_of(received_head& head, const lines& fields) {
  for (const auto& [name, value] : fields)
    if (const auto fault = head.take(name, value)) return fault->status;
  const auto fault = head.check();
  return fault ? fault->status : 0;
}

unsigned fault_of(const lines& fields, unsigned version = 11) {
  received_head head;
  head.method = "GET";
  head.target = "/";
  head.version = version;
  return fault_of(head, fields);
}

lines with_host(const lines& more) {
  lines all{{"Host", "a"}};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(ReceivedHead, has_what_routes_look_at) {
  received_head head;
  head.method = "GET";
  head.target = "/chat";
  EXPECT_EQ(fault_of(head, {{"host", "parley.example"},
                            {"CONNECTION", "Upgrade"},
                            {"Upgrade", "WebSocket"},
                            {"x-api-key", "k3y"}}),
            0u);
  const auto seen = head.view();
  EXPECT_EQ(seen.method, "GET");
  EXPECT_EQ(seen.target, "/chat");
  EXPECT_EQ(seen.host, "parley.example");
  EXPECT_TRUE(seen.upgrade);
  EXPECT_EQ(seen.api_key, "k3y");
  EXPECT_EQ(seen.origin, "");
}

// RFC 9110 section 5.3: two lines of a list are one line with a comma.
TEST(ReceivedHead, lists_mean_the_same_on_one_line_and_on_several) {
  for (const auto& connection :
       {lines{{"Connection", "keep-alive, Upgrade"}},
        lines{{"Connection", "keep-alive"}, {"Connection", "Upgrade"}},
        lines{{"Connection", "Upgrade"}, {"connection", "keep-alive"}},
        lines{{"Connection", ""}, {"Connection", " , upgrade"}}})
    for (const auto& upgrade :
         {lines{{"Upgrade", "h2c, websocket"}},
          lines{{"Upgrade", "h2c"}, {"UPGRADE", "WebSocket"}}}) {
      received_head head;
      auto all = with_host(connection);
      all.insert(all.end(), upgrade.begin(), upgrade.end());
      EXPECT_EQ(fault_of(head, all), 0u);
      EXPECT_TRUE(head.view().upgrade);
    }
  received_head head;
  EXPECT_EQ(
      fault_of(head, with_host({{"Sec-WebSocket-Protocol", "foo"},
                                {"Sec-WebSocket-Protocol", "centrifuge-json"},
                                {"Sec-WebSocket-Extensions", "x-one"},
                                {"Sec-WebSocket-Extensions", "x-two; y"},
                                {"Access-Control-Request-Headers", "a"},
                                {"Access-Control-Request-Headers", "b"},
                                {"X-Forwarded-For", "192.0.2.1, 10.0.0.1"},
                                {"x-forwarded-for", "10.0.0.2"}})),
      0u);
  EXPECT_EQ(head.view().websocket_protocol, "foo,centrifuge-json");
  EXPECT_EQ(head.view().asked_headers, "a,b");
  EXPECT_EQ(head.forwarded_for(), "192.0.2.1, 10.0.0.1,10.0.0.2");
  EXPECT_EQ(head.upgrade_request()["Sec-WebSocket-Extensions"],
            "x-one,x-two; y");
}

TEST(ReceivedHead, a_field_that_has_one_value_comes_once) {
  for (const auto* name :
       {"Origin", "Authorization", "X-API-Key", "Sec-WebSocket-Key",
        "Sec-WebSocket-Version", "Content-Length"}) {
    EXPECT_EQ(fault_of(with_host({{name, "1"}})), 0u) << name;
    EXPECT_EQ(fault_of(with_host({{name, "1"}, {name, "1"}})), 400u) << name;
    EXPECT_EQ(fault_of(with_host({{name, ""}, {name, "1"}})), 400u) << name;
  }
  EXPECT_EQ(fault_of({{"Host", "a"}, {"Host", "a"}}), 400u);
  EXPECT_EQ(fault_of({{"Host", ""}, {"Host", "a"}}), 400u);
  EXPECT_EQ(fault_of({{"Host", "a"}, {"HOST", "b"}}, 10), 400u);
  const std::pair<std::string, std::string> json{"Content-Type", "text/json"};
  EXPECT_EQ(fault_of(with_host({json, json})), 0u);
  EXPECT_EQ(fault_of(with_host({json, {"Content-Type", "text/plain"}})), 400u);
}

// RFC 9112 section 3.2.
TEST(ReceivedHead, host_is_a_host) {
  for (const auto* good :
       {"a", "localhost:8080", "127.0.0.1", "[::1]", "[2001:db8::1]:80",
        "under_score.example", "a.example.", "a:", "a:65535"})
    EXPECT_EQ(fault_of({{"Host", good}}), 0u) << good;
  for (const auto* bad :
       {"", "a b", "a/b", "user@a", "a:port", "a:1:2", "[::1", "::1", "a:65536",
        "http://a", "a?b", "a#b", ":80", "<a>"})
    EXPECT_EQ(fault_of({{"Host", bad}}), 400u) << bad;
  EXPECT_EQ(fault_of({}), 400u);
  EXPECT_EQ(fault_of({}, 10), 0u);
  EXPECT_EQ(fault_of({{"Host", "a b"}}, 10), 400u);
}

// RFC 9112 section 3.2.2.
TEST(ReceivedHead, the_host_of_an_absolute_target_counts) {
  received_head head;
  head.target = "HTTP://real.example:81?x=1";
  EXPECT_EQ(fault_of(head, {{"Host", "other.example"}}), 0u);
  EXPECT_EQ(head.view().host, "real.example:81");
  for (const auto* bad : {"http:///x", "http://user@a/x", "http://a b/"}) {
    received_head wrong;
    wrong.target = bad;
    EXPECT_EQ(fault_of(wrong, {{"Host", "a"}}), 400u) << bad;
  }
}

// RFC 9112 sections 6.1 and 6.3.
TEST(ReceivedHead, only_a_length_that_all_understand_is_one) {
  const auto coded = [](const lines& more, unsigned version = 11) {
    return fault_of(with_host(more), version);
  };
  EXPECT_EQ(coded({{"Transfer-Encoding", "chunked"}}), 0u);
  EXPECT_EQ(coded({{"Transfer-Encoding", "Chunked"}}), 0u);
  EXPECT_EQ(coded({{"Transfer-Encoding", "chunked"}}, 10), 400u);
  for (const auto* coding :
       {"gzip", "identity", "xchunked", "gzip, chunked", "chunked, identity",
        "chunked, chunked", "chunked;q=1", "\"chunked\"", "chunked,", ""})
    EXPECT_EQ(coded({{"Transfer-Encoding", coding}}), 501u) << coding;
  EXPECT_EQ(
      coded({{"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}}),
      501u);
  EXPECT_EQ(coded({{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}),
            400u);
  EXPECT_EQ(coded({{"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}}),
            400u);
  for (const auto* length : {"5, 5", "+5", "5 5", "-1", "0x5"})
    EXPECT_EQ(coded({{"Content-Length", length}}), 400u) << length;
}

TEST(ReceivedHead, the_connection_stays_as_the_version_and_the_client_say) {
  const auto stays = [](unsigned version, const lines& more) {
    received_head head;
    head.version = version;
    EXPECT_EQ(fault_of(head, with_host(more)), 0u);
    return head.wants_to_stay();
  };
  EXPECT_TRUE(stays(11, {}));
  EXPECT_FALSE(stays(11, {{"Connection", "foo, CLOSE"}}));
  EXPECT_FALSE(stays(11, {{"Connection", "foo"}, {"Connection", "close"}}));
  EXPECT_FALSE(stays(10, {}));
  EXPECT_TRUE(stays(10, {{"Connection", "Keep-Alive"}}));
  EXPECT_FALSE(stays(10, {{"Connection", "keep-alive, close"}}));
}

TEST(ReceivedHead, the_one_expectation_is_100_continue) {
  received_head head;
  EXPECT_EQ(fault_of(head, with_host({{"Expect", "100-Continue"}})), 0u);
  EXPECT_TRUE(head.expects_continue());
  EXPECT_EQ(fault_of(with_host({{"Expect", "200-ok"}})), 417u);
  EXPECT_EQ(fault_of(with_host({{"Expect", "200-ok"}}), 10), 0u);
  received_head old;
  old.version = 10;
  EXPECT_EQ(fault_of(old, with_host({{"Expect", "100-continue"}})), 0u);
  EXPECT_FALSE(old.expects_continue());
}

TEST(ReceivedHead, a_coded_body_is_known) {
  const auto plain = [](const lines& more) {
    received_head head;
    EXPECT_EQ(fault_of(head, with_host(more)), 0u);
    return head.is_identity();
  };
  EXPECT_TRUE(plain({}));
  EXPECT_TRUE(plain({{"Content-Encoding", "Identity"}}));
  EXPECT_FALSE(plain({{"Content-Encoding", "gzip"}}));
  EXPECT_FALSE(
      plain({{"Content-Encoding", "identity"}, {"Content-Encoding", "br"}}));
}

}  // namespace
}  // namespace parley
