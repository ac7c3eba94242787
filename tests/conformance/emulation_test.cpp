// SPDX-License-Identifier: Apache-2.0
// POST /emulation: messages of streaming clients.
#include "protocol/limits.hpp"
#include "tests/conformance/stream.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace parley::conformance {
namespace {

unsigned status_of(const node& server, std::string_view body,
                   const header_list& headers = {}) {
  auto client = server.connect();
  client.send(post_text("/emulation", body, headers));
  return client.read_reply().status;
}

std::string rpc(int id) {
  return R"({"rpc":{"method":"ping"},"id":)" + std::to_string(id) + '}';
}

// The kernel assigns connections to both loops: these clients and requests
// include every pair of loops, which the sessions' numbers show.
TEST(emulation, reaches_the_session_from_every_loop) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.client.rpc_ping = true;
  });
  std::vector<stream> clients;
  std::set<char> loops;
  while (loops.size() < 2 || clients.size() < 4) {
    ASSERT_LT(clients.size(), 100u);
    clients.push_back(stream::lines(server));
    clients.back().next();
    loops.insert(clients.back().session().front());
  }
  for (auto& each : clients)
    for (int id = 2; id < 12; ++id) {
      EXPECT_EQ(each.say(server, rpc(id)), 204u);
      EXPECT_EQ(each.next(),
                R"({"id":)" + std::to_string(id) + R"(,"rpc":{}})");
    }
}

TEST(emulation, of_one_connection_keeps_its_order) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.client.rpc_ping = true;
  });
  auto client = stream::events(server);
  client.next();
  std::string requests;
  constexpr int count = 100;
  for (int id = 2; id < 2 + count; id += 2)
    requests +=
        post_text("/emulation", client.emulation(rpc(id) + '\n' + rpc(id + 1)));
  auto other = server.connect();
  other.send(requests);
  for (int id = 2; id < 2 + count; ++id)
    EXPECT_EQ(client.next(),
              R"({"id":)" + std::to_string(id) + R"(,"rpc":{}})");
  for (int i = 0; i < count / 2; ++i)
    EXPECT_EQ(other.read_reply().status, 204u);
}

TEST(emulation, speaks_protobuf_too) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.client.rpc_ping = true;
  });
  auto client = stream::lines(server);
  client.next();
  // EmulationRequest: node(1) session(2) data(3).
  const auto field = [](char tag, std::string_view value) {
    return std::string{tag, static_cast<char>(value.size())} +
           std::string(value);
  };
  const auto body = field('\x0a', client.node_id()) +
                    field('\x12', client.session()) + field('\x1a', rpc(2));
  EXPECT_EQ(
      status_of(server, body, {{"Content-Type", "application/octet-stream"}}),
      204u);
  EXPECT_EQ(client.next(), R"({"id":2,"rpc":{}})");
}

// A client that does not read is not read from either; its messages wait, up to
// a bound.
TEST(emulation, of_a_client_that_does_not_read_is_bounded) {
  constexpr std::size_t queue_size = 8'000'000, publication = 50'000;
  const node server([](settings& values) {
    with_fallbacks(values);
    values.net.bounds.queue_size = queue_size;
  });
  constexpr std::string_view subscribe =
      R"({"subscribe":{"channel":"pier"},"id":2})";
  stream deaf(server.connect(4'096),
              post_text("/connection/http_stream", R"({"connect":{},"id":1})"));
  deaf.next();
  deaf.say(server, subscribe);
  deaf.next();
  auto speaker = stream::lines(server);
  speaker.next();
  const auto large = R"({"publish":{"channel":"pier","data":")" +
                     std::string(publication, 'x') + R"("},"id":3})";
  // Over half of the queue waits then, but not all of it.
  for (std::size_t said = 0; said < queue_size * 3 / 4; said += publication) {
    speaker.say(server, large);
    ASSERT_EQ(speaker.next(), R"({"id":3,"publish":{}})");
  }
  const std::string message(60'000, ' ');
  for (std::size_t said = 0; said <= emulation_inbox_size + message.size();
       said += message.size())
    EXPECT_EQ(deaf.say(server, message), 204u);
  EXPECT_NE(deaf.next_with("disconnect").find("3013"), std::string::npos);
  EXPECT_TRUE(deaf.ends());
}

TEST(emulation, for_a_session_that_is_gone_is_accepted_and_forgotten) {
  const node server(with_fallbacks);
  std::string body;
  {
    auto client = stream::lines(server);
    client.next();
    body = client.emulation("{}");
  }
  EXPECT_TRUE(server.comes_down_to(0));
  EXPECT_EQ(status_of(server, body), 204u);
}

TEST(emulation, for_another_node_is_not_found) {
  const node server(with_fallbacks);
  EXPECT_EQ(status_of(server, R"({"session":"s","node":"n","data":"{}"})"),
            404u);
}

TEST(emulation, that_is_no_emulation_request_is_refused) {
  const node server(with_fallbacks);
  for (const auto* body : {"", "hello", "[]", "{}"})
    EXPECT_EQ(status_of(server, body), 400u) << body;
}

TEST(emulation, with_nonsense_in_it_ends_its_session_only) {
  const node server(with_fallbacks);
  auto victim = stream::lines(server);
  auto bystander = stream::lines(server);
  victim.next();
  bystander.next();
  EXPECT_EQ(victim.say(server, "hello"), 204u);
  EXPECT_NE(victim.next().find("3501"), std::string::npos);
  EXPECT_TRUE(victim.ends());
  EXPECT_EQ(bystander.say(server, R"({"subscribe":{"channel":"pier"},"id":2})"),
            204u);
  EXPECT_TRUE(bystander.next().starts_with(R"({"id":2,"subscribe":)"));
}

}  // namespace
}  // namespace parley::conformance
