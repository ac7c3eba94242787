// SPDX-License-Identifier: Apache-2.0
// Names of rooms and members as they come in a request's target (RFC 3986,
// percent-encoding).
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

unsigned status_of(const node& server, const std::string& target) {
  auto client = server.connect();
  return client.upgrade(target).status;
}

/// The name of a client that joins with this query. Each time in a new room,
/// without leaves of others.
std::string name_given(const node& server, const std::string& query) {
  static int rooms = 0;
  auto client = server.open("/chat/room" + std::to_string(rooms++) + "?" +
                            query + "&presence=1");
  const auto line = client.read_frame().payload;
  leave(client);
  constexpr std::string_view before = "* ", after = " joined";
  return line.substr(before.size(), line.size() - before.size() - after.size());
}

TEST(member_name, that_is_not_one_is_refused) {
  const node server;
  for (const auto& name :
       {std::string(), std::string("%01"), std::string("%00"),
        std::string("a%0ab"), std::string("%7f"), std::string("%c2%85"),
        std::string("%ff"), std::string("%c3"), std::string("%ed%a0%80"),
        std::string("a%e2%80%aeb"), std::string(65, 'a'),
        repeated("%c3%a9", 65)})
    EXPECT_EQ(status_of(server, "/chat/lobby?name=" + name), 400u) << name;
}

TEST(member_name, of_1_to_64_characters_is_given) {
  const node server;
  EXPECT_EQ(name_given(server, "name=a"), "a");
  EXPECT_EQ(name_given(server, "name=" + std::string(64, 'a')),
            std::string(64, 'a'));
  EXPECT_EQ(name_given(server, "name=" + repeated("%f0%9f%8e%89", 64)),
            repeated("\xf0\x9f\x8e\x89", 64));
  EXPECT_EQ(name_given(server, "name=Anna%20Maria"), "Anna Maria");
  EXPECT_EQ(name_given(server, "name=a%26b%3dc"), "a&b=c");
  // Browsers leave these as they are (the WHATWG URL standard).
  EXPECT_EQ(name_given(server, "name=100%"), "100%");
  EXPECT_EQ(name_given(server, "name=a|b^{c}"), "a|b^{c}");
}

TEST(member_name, is_chosen_for_those_who_have_none) {
  const node server;
  EXPECT_EQ(name_given(server, "other=1"), "user0");
}

TEST(room_name, of_1_to_255_bytes_is_one) {
  const node server;
  for (const auto& room : {std::string("a"), std::string(255, 'a'),
                           repeated("%61", 255), std::string("one%2Ftwo"),
                           std::string("%e4%b8%96"), std::string("a%20b")})
    EXPECT_EQ(status_of(server, "/chat/" + room), 101u) << room;
}

TEST(room_name, in_a_namespace_that_is_not_there_is_not_found) {
  const node server;
  EXPECT_EQ(status_of(server, "/chat/a:b"), 404u);
}

TEST(room_name, that_is_not_one_is_refused) {
  const node server;
  for (const auto& room :
       {std::string(256, 'a'), repeated("%c3%a9", 128), std::string("%ff"),
        std::string("%00"), std::string("a%0ab"), std::string("%7f")})
    EXPECT_EQ(status_of(server, "/chat/" + room), 400u) << room;
  EXPECT_EQ(status_of(server, "/chat/"), 404u);
}

TEST(room_name, is_the_same_however_it_is_encoded) {
  const node server;
  auto alice = server.join("a%2Fb", "alice");
  auto bob = server.join("%61%2f%62", "bob");
  expect_text(alice, "* bob joined");
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

TEST(room, without_a_name_is_chat) {
  const node server;
  auto alice = server.join("chat", "alice");
  auto bob = server.open("/chat?name=bob");
  expect_text(alice, "* bob joined");
  bob.send(text_frame("found you"));
  expect_text(alice, "[bob] found you");
  expect_text(bob, "[bob] found you");
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

TEST(rooms, do_not_hear_each_other) {
  const node server;
  auto alice = server.join("one", "alice");
  auto bob = server.join("two", "bob");
  for (int i = 0; i < 20; ++i) {
    alice.send(text_frame(std::to_string(i)));
    bob.send(text_frame(std::to_string(i)));
  }
  for (int i = 0; i < 20; ++i) {
    expect_text(alice, "[alice] " + std::to_string(i));
    expect_text(bob, "[bob] " + std::to_string(i));
  }
  leave(alice);
  leave(bob);
}

}  // namespace
}  // namespace parley::conformance
