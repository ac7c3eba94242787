// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 8.1: text is UTF-8 (RFC 3629), and an error fails the
// connection as soon as it can be known.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t not_utf8 = 1007;

// The first and last character of every length, and rare but valid ones.
constexpr std::string_view valid[] = {
    "\x00"sv,           "\x7f",         "\xc2\x80",         "\xdf\xbf",
    "\xe0\xa0\x80",     "\xed\x9f\xbf", "\xee\x80\x80",     "\xef\xbf\xbf",
    "\xef\xbf\xbd",     "\xef\xb7\x90", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
    "\xf0\x9f\xbf\xbe", "κόσμε",        "Grüße, 世界 🎉",
};

// Stray and missing continuations, overlong forms, surrogates, characters past
// U+10FFFF and octets that UTF-8 never uses. Each is wrong at its end at the
// latest.
constexpr std::string_view invalid[] = {
    "\x80",
    "\xbf",
    "\xc0\xaf",
    "\xc1\xbf",
    "\xc2 ",
    "\xc2\xc2",
    "\xe0\x80\x80",
    "\xe0\x9f\xbf",
    "\xe2\x82 ",
    "\xe2 ",
    "\xed\xa0\x80",
    "\xed\xbf\xbf",
    "\xf0\x80\x80\x80",
    "\xf0\x8f\xbf\xbf",
    "\xf0\x9f\x8e ",
    "\xf0\x9f ",
    "\xf4\x90\x80\x80",
    "\xf5\x80\x80\x80",
    "\xf8\x88\x80\x80",
    "\xfc\x84\x80\x80",
    "\xfe",
    "\xff",
    "κόσμε\xed\xa0\x80 edited",
};

// Wrong with their last octet, right until then.
constexpr std::string_view wrong_at_last[] = {
    "\x80",         "\xc0",     "\xc1",     "\xc2\x41",         "\xe0\x9f",
    "\xe2\x82\x41", "\xed\xa0", "\xf0\x8f", "\xf0\x9f\x8e\x41", "\xf4\x90",
    "\xf5",         "\xff",
};

// A character that is cut off.
constexpr std::string_view unfinished[] = {
    "\xc3", "\xe2", "\xe2\x82", "\xf0", "\xf0\x9f", "\xf0\x9f\x8e",
};

std::string first(std::string_view part) {
  return encode({.payload = std::string(part), .fin = false});
}

std::string last(std::string_view part) {
  return encode({.opcode = op::continuation, .payload = std::string(part)});
}

TEST(valid_utf8, comes_back_at_every_place) {
  const node server;
  auto client = server.open();
  for (const auto text : valid)
    // Checkers look at eight octets at a time where they can.
    for (std::size_t before = 0; before < 9; ++before)
      expect_echo(client, op::text,
                  some_text(before) + std::string(text) + some_text(9));
  leave(client);
}

TEST(valid_utf8, may_be_cut_inside_characters_by_fragments) {
  const node server;
  auto client = server.open();
  for (const auto text : valid) {
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      client.send(first(text.substr(0, cut)) + last(text.substr(cut)));
      expect_text(client, text);
    }
    client.send(fragments(op::text, text, 1));
    expect_text(client, text);
  }
  leave(client);
}

TEST(valid_utf8, may_be_cut_inside_characters_by_the_network) {
  const node server;
  auto client = server.open();
  for (const auto text : valid) {
    client.send_in_pieces(text_frame(text), 1);
    expect_text(client, text);
  }
  leave(client);
}

TEST(valid_utf8, cut_inside_a_character_lets_pings_through) {
  const node server;
  auto client = server.open();
  client.send(first("\xf0\x9f") + ping_frame("\x8e\x89") + last("\x8e\x89"));
  expect_frame(client, op::pong, "\x8e\x89");
  expect_text(client, "\xf0\x9f\x8e\x89");
  leave(client);
}

TEST(invalid_utf8, fails_the_connection_at_every_place) {
  const node server;
  for (const auto text : invalid)
    for (const auto before : {0u, 1u, 8u, 15u})
      for (const auto after : {0u, 20u}) {
        SCOPED_TRACE(testing::PrintToString(text));
        auto client = server.open();
        client.send(text_frame(some_text(before) + std::string(text) +
                               some_text(after)));
        expect_closed(client, not_utf8);
      }
}

TEST(invalid_utf8, in_a_later_fragment_fails_the_connection) {
  const node server;
  for (const auto text : invalid) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open();
    client.send(first("good ") + fragments(op::continuation, text, 1));
    expect_closed(client, not_utf8);
  }
}

TEST(invalid_utf8, in_a_binary_message_is_nobodys_business) {
  const node server;
  auto client = server.open();
  for (const auto text : invalid) expect_echo(client, op::binary, text);
  for (const auto text : unfinished) expect_echo(client, op::binary, text);
  expect_echo(client, op::text, "κόσμε");
  leave(client);
}

TEST(invalid_utf8, fails_the_connection_before_the_fragment_is_followed_up) {
  const node server;
  for (const auto text : wrong_at_last) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open();
    client.send(first("κόσμε" + std::string(text)));
    expect_closed(client, not_utf8);
  }
}

TEST(invalid_utf8, fails_the_connection_before_the_frame_is_complete) {
  const node server;
  for (const auto text : wrong_at_last) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open();
    const auto start = "κόσμε" + std::string(text);
    client.send(encode({.payload = start, .declared = start.size() + 100}));
    expect_closed(client, not_utf8);
  }
}

TEST(invalid_utf8, is_not_held_against_a_client_before_its_wrong_octet) {
  const node server;
  auto client = server.open();
  client.send(first("κόσμε\xf4") + ping_frame("so far"));
  expect_frame(client, op::pong, "so far");
  client.send(
      encode({.opcode = op::continuation, .payload = "\x90", .fin = false}));
  expect_closed(client, not_utf8);
}

TEST(text, that_ends_inside_a_character_fails_the_connection) {
  const node server;
  for (const auto text : unfinished)
    for (const auto before : {0u, 5u, 8u}) {
      SCOPED_TRACE(testing::PrintToString(text));
      auto client = server.open();
      client.send(text_frame(some_text(before) + std::string(text)));
      expect_closed(client, not_utf8);
    }
}

TEST(text, that_ends_inside_a_character_in_a_fragment_fails_the_connection) {
  const node server;
  for (const auto text : unfinished) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open();
    client.send(first("good ") + last(text));
    expect_closed(client, not_utf8);
  }
}

TEST(text, that_ends_inside_a_character_and_an_empty_fragment_fails_too) {
  const node server;
  for (const auto text : unfinished) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open();
    client.send(first(text) + last(""));
    expect_sent_away(client, not_utf8);
  }
}

// Clients must close a connection on which such text comes: one member could
// empty the room.
TEST(text, that_is_not_utf8_never_reaches_the_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  for (const auto& text : {text_frame("\xff"), first("\xe2\x82") + last("\xff"),
                           first("\xe2\x82") + last("")}) {
    auto bob = server.join("lobby", "bob");
    expect_text(alice, "* bob joined");
    bob.send(text);
    expect_sent_away(bob, not_utf8);
    expect_text(alice, "* bob left");
  }
  leave(alice);
}

}  // namespace
}  // namespace parley::conformance
