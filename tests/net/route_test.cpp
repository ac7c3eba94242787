#include "net/route.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

namespace parley {
namespace {

class Route : public ::testing::Test {
 protected:
  route_result get(std::string_view target, bool upgrade = false,
                   std::string_view method = "GET") {
    return route({.method = method,
                  .target = target,
                  .host = "localhost:8080",
                  .origin = origin,
                  .upgrade = upgrade,
                  .websocket_key = key},
                 {.bounds = bounds,
                  .allowed_origins = allowed,
                  .echo_path = echo_path,
                  .unready = unready},
                 quota);
  }
  unsigned status(std::string_view target, bool upgrade = false,
                  std::string_view method = "GET") {
    const auto result = get(target, upgrade, method);
    const auto* answer = std::get_if<http_answer>(&result);
    return answer ? answer->status : 101;
  }
  link_request socket(std::string_view target) {
    const auto result = get(target, true);
    const auto* wish = std::get_if<link_request>(&result);
    EXPECT_TRUE(wish) << target;
    return wish ? *wish : link_request{};
  }

  limits bounds;
  std::vector<std::string> allowed;
  std::string_view echo_path;
  const std::function<std::string_view()>* unready = nullptr;
  std::string_view origin;
  std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";
  connection_quota::verdict quota = connection_quota::verdict::admitted;
};

TEST_F(Route, pages_and_health_answer_reads_only) {
  for (const auto* path : {"/", "/health", "/chat.js"}) {
    EXPECT_EQ(status(path), 200u) << path;
    EXPECT_EQ(status(path, false, "HEAD"), 200u) << path;
    EXPECT_EQ(status(path, false, "POST"), 405u) << path;
  }
}

TEST_F(Route, a_wrong_method_is_told_the_right_ones) {
  const auto answer = std::get<http_answer>(get("/health", false, "PUT"));
  ASSERT_EQ(answer.headers.size(), 1u);
  EXPECT_EQ(answer.headers[0].first, "Allow");
}

TEST_F(Route, unknown_paths_are_not_found) {
  for (const auto* path : {"/nothing", "/chat/", "/chat/a/b", "/chatter"})
    EXPECT_EQ(status(path, true), 404u) << path;
}

TEST_F(Route, targets_that_are_no_paths_are_bad_requests) {
  for (const auto* target : {"chat", "ftp://a/chat", "*"})
    EXPECT_EQ(status(target), 400u) << target;
}

TEST_F(Route, targets_for_proxies_are_understood) {
  EXPECT_EQ(socket("http://localhost:8080/chat/lobby").room, "lobby");
  EXPECT_EQ(status("http://localhost:8080/health"), 200u);
}

TEST_F(Route, a_key_that_is_not_16_octets_is_a_bad_request) {
  for (const auto* bad : {"", "c2hvcnQ=", "dGhlIHNhbXBsZSBub25jZTEyMw==",
                          "dGhl!HNhbXBsZSBub25jZQ=="}) {
    key = bad;
    EXPECT_EQ(status("/chat", true), 400u) << bad;
  }
}

TEST_F(Route, rooms_are_named_by_the_path) {
  EXPECT_EQ(socket("/chat").room, "chat");
  EXPECT_EQ(socket("/chat/lobby").room, "lobby");
  EXPECT_EQ(socket("/chat/a%2Fb").room, "a/b");
  EXPECT_EQ(socket("/chat/%E2%82%AC").room, "€");
}

TEST_F(Route, plain_http_on_a_socket_path_is_told_to_upgrade) {
  EXPECT_EQ(status("/chat"), 426u);
  EXPECT_EQ(status("/chat/lobby"), 426u);
  EXPECT_EQ(status("/chat", true, "POST"), 405u);
}

TEST_F(Route, names_and_presence_come_from_the_query) {
  EXPECT_EQ(socket("/chat").name, "");
  EXPECT_EQ(socket("/chat?name=al%20ice&presence=1").name, "al ice");
  EXPECT_TRUE(socket("/chat?name=alice&presence=1").presence);
  EXPECT_FALSE(socket("/chat?presence=0").presence);
}

TEST_F(Route, bad_names_are_bad_requests) {
  EXPECT_EQ(status("/chat?name=", true), 400u);
  EXPECT_EQ(status("/chat?name=a%0Ab", true), 400u);
  EXPECT_EQ(status("/chat?name=%ff", true), 400u);
  EXPECT_EQ(status("/chat?name=" + std::string(65, 'a'), true), 400u);
  EXPECT_EQ(status("/chat/" + std::string(256, 'r'), true), 400u);
  EXPECT_EQ(status("/chat/%00", true), 400u);
}

TEST_F(Route, pages_of_other_origins_are_forbidden) {
  origin = "http://evil.example";
  EXPECT_EQ(status("/chat", true), 403u);
  allowed = {"http://evil.example"};
  EXPECT_EQ(status("/chat", true), 101u);
}

TEST_F(Route, readiness_is_one_word) {
  const auto ready = [this](std::string_view why) {
    const std::function<std::string_view()> ask = [why] { return why; };
    unready = &ask;
    const auto answer = std::get<http_answer>(get("/health/ready"));
    EXPECT_EQ(status("/health"), 200u) << "the process lives";
    unready = nullptr;
    return std::to_string(answer.status) + ' ' + answer.body;
  };
  EXPECT_EQ(ready(""), "200 ready\n");
  EXPECT_EQ(ready("fenced"), "503 fenced\n");
  EXPECT_EQ(status("/health/ready"), 200u);
  EXPECT_EQ(std::get<http_answer>(get("/health/ready", false, "POST")).status,
            405u);
}

TEST_F(Route, a_full_server_still_answers_about_its_health) {
  quota = connection_quota::verdict::process_full;
  EXPECT_EQ(status("/chat", true), 503u);
  EXPECT_EQ(status("/health"), 200u);
  quota = connection_quota::verdict::address_full;
  EXPECT_EQ(status("/chat", true), 429u);
}

TEST_F(Route, the_echo_path_is_there_only_when_set) {
  EXPECT_EQ(status("/echo", true), 404u);
  echo_path = "/echo";
  EXPECT_TRUE(socket("/echo").echo);
  EXPECT_EQ(status("/echo"), 426u);
}

}  // namespace
}  // namespace parley
