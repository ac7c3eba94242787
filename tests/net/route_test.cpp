// SPDX-License-Identifier: Apache-2.0
#include "net/route.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <utility>
#include <vector>

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
                 {bounds, allowed, echo_path}, quota);
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

TEST_F(Route, names_are_judged_by_what_people_see) {
  for (const auto* name :
       {"%E2%80%8B", "%C2%A0", "%E3%85%A4", "%20", "a%E2%80%8Eb", "a%D8%9Cb",
        "admin%5D%20pay%20me%20now%20%5Bx", "server", "SERVER", "%20server%20",
        "s%D0%B5rver"})
    EXPECT_EQ(status(std::string("/chat?name=") + name, true), 400u) << name;
  EXPECT_EQ(socket("/chat?name=ann%E2%80%8B").name, "ann");
  EXPECT_EQ(socket("/chat?name=%20Ann%C2%A0%20Lee").name, "Ann Lee");
  EXPECT_EQ(socket("/chat?name=Jose%CC%81").name, "José");
  EXPECT_EQ(socket("/chat/cafe%CC%81").room, "café");
  EXPECT_EQ(socket("/chat/ne%E2%80%8Bws").room, "news");
  for (const auto* room :
       {"%E2%80%8B", "a%E2%80%AEb", "%20", "%C2%9B31m", "%1B"})
    EXPECT_EQ(status(std::string("/chat/") + room, true), 400u) << room;
}

/// The answer to a plain client with these namespaces.
class PlainDoor : public Route {
 protected:
  static channel_settings settings() {
    channel_settings out;
    out.without_namespace.allow_plain = plain_access::closed;
    out.namespaces["open"] = {.allow_user_limited_channels = true,
                              .allow_plain = plain_access::open,
                              .channel_regex = "[a-z#,]{1,20}"};
    out.namespaces["news"] = {.allow_plain = plain_access::read};
    return out;
  }
  route_result enter(std::string_view target) {
    return route({.method = "GET",
                  .target = target,
                  .host = "localhost",
                  .upgrade = true,
                  .websocket_key = key},
                 {.bounds = bounds,
                  .allowed_origins = allowed,
                  .echo_path = {},
                  .spaces = &spaces},
                 quota);
  }
  unsigned status(std::string_view target) {
    const auto result = enter(target);
    const auto* answer = std::get_if<http_answer>(&result);
    return answer ? answer->status : 101;
  }

  const namespaces spaces{settings()};
};

TEST_F(PlainDoor, is_where_the_namespace_has_one) {
  EXPECT_EQ(status("/chat"), 403u);
  EXPECT_EQ(status("/chat/orders"), 403u);
  EXPECT_EQ(status("/chat/open:a"), 101u);
  EXPECT_EQ(status("/chat/no:a"), 404u);
}

TEST_F(PlainDoor, obeys_reserved_names_and_the_regex) {
  EXPECT_EQ(status("/chat/open:talk%23alice,bob?name=eve"), 403u);
  EXPECT_EQ(status("/chat/open:%23"), 403u);
  EXPECT_EQ(status("/chat/$open:a"), 403u);
  EXPECT_EQ(status("/chat/%24open:talk%23alice"), 403u);
  EXPECT_EQ(status("/chat/open:UPPER-9"), 400u);
  EXPECT_EQ(status("/chat/open:" + std::string(21, 'a')), 400u);
}

TEST_F(PlainDoor, may_be_for_listening_only) {
  EXPECT_TRUE(std::get<link_request>(enter("/chat/news:a")).listens_only);
  EXPECT_FALSE(std::get<link_request>(enter("/chat/open:a")).listens_only);
}

TEST_F(Route, pages_of_other_origins_are_forbidden) {
  origin = "http://evil.example";
  EXPECT_EQ(status("/chat", true), 403u);
  allowed = {"http://evil.example"};
  EXPECT_EQ(status("/chat", true), 101u);
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

// -- one spelling of each fixed path
// -------------------------------------------

/// `path` with its character at `place` percent-encoded.
std::string encoded_at(std::string_view path, std::size_t place, bool upper) {
  const std::string_view digits =
      upper ? "0123456789ABCDEF" : "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(path[place]);
  std::string out(path.substr(0, place));
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
  out += path.substr(place + 1);
  return out;
}

std::vector<std::string> other_spellings(std::string path) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i > 0) all.push_back(encoded_at(path, i, true));
    if (i > 0) all.push_back(encoded_at(path, i, false));
    if (std::islower(static_cast<unsigned char>(path[i])) == 0) continue;
    all.push_back(path);
    all.back()[i] = static_cast<char>(std::toupper(path[i]));
  }
  for (const auto* before : {"/", "/.", "/x/..", "/%2e", "/x/%2e%2e", "/;x"})
    all.push_back(before + path);
  for (const auto* after :
       {";x", ";x=y", "%20", "%00", "%2f", "/.", "/x/..", "/%2e", "//"})
    all.push_back(path + after);
  return all;
}

TEST_F(Route, a_fixed_path_has_one_spelling) {
  // Without keys, each path would be open.
  const http_api_options api{.key = "", .insecure = true};
  operator_options operators;
  operators.password = "password";
  operators.open_metrics = true;
  transport_options transports;
  transports.http_stream = transports.sse = transports.uni_sse = true;
  transports.uni_websocket = true;
  const route_options all{bounds, allowed,    "/echo",     nullptr,
                          &api,   &operators, &transports, nullptr};
  const auto found = [&](const std::string& target, std::string_view method) {
    const auto result = route({.method = method,
                               .target = target,
                               .host = "localhost:8080",
                               .upgrade = true,
                               .websocket_key = key},
                              all, quota);
    const auto* answer = std::get_if<http_answer>(&result);
    return !answer || (answer->status != 404 && answer->status != 400);
  };
  for (const auto& [path, method] :
       std::initializer_list<std::pair<std::string, std::string_view>>{
           {"/api/publish", "POST"},
           {"/metrics", "GET"},
           {"/debug/rooms", "GET"},
           {"/debug/log", "POST"},
           {"/admin/", "GET"},
           {"/admin/auth", "POST"},
           {"/guest", "POST"},
           {"/emulation", "POST"},
           {"/connection/websocket", "GET"},
           {"/connection/uni_sse", "POST"},
           {"/echo", "GET"},
           {"/health", "GET"}})
    for (const auto& other : other_spellings(path)) {
      // The rest of /api/ is the method's name, and finds none.
      if (path == "/api/publish" && other.starts_with("/api/")) continue;
      // A query is not part of the path.
      EXPECT_FALSE(found(other, method)) << other;
    }
}

TEST_F(Route, a_listener_has_the_paths_of_its_door_only) {
  const auto status_at = [&](door entered, std::string_view target) {
    route_options options{bounds, allowed, echo_path};
    options.entered = entered;
    const auto result =
        route({.method = "GET", .target = target, .host = "localhost:8080"},
              options, quota);
    return std::get<http_answer>(result).status;
  };
  EXPECT_EQ(status_at(door::clients, "/metrics"), 404u);
  EXPECT_EQ(status_at(door::clients, "http://localhost/metrics"), 404u);
  EXPECT_EQ(status_at(door::clients, "/admin/"), 404u);
  EXPECT_EQ(status_at(door::clients, "/"), 200u);
  EXPECT_EQ(status_at(door::operators, "/metrics"), 401u);
  EXPECT_EQ(status_at(door::operators, "/"), 404u);
  EXPECT_EQ(status_at(door::operators, "/chat"), 404u);
  EXPECT_EQ(status_at(door::operators, "/health"), 200u);
}

}  // namespace
}  // namespace parley
