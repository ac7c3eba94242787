// SPDX-License-Identifier: Apache-2.0
// RFC 7692 in a room: some members read compressed messages, others do not, and
// compression does not bypass the limit.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/compression.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::size_t limit = limits{}.message_size;
constexpr std::uint16_t too_big = 1009;

void compress(settings& values) {
  values.net.compression = true;
}

const header_list offer{{"Sec-WebSocket-Extensions", "permessage-deflate"}};
const header_list narrow_offer{
    {"Sec-WebSocket-Extensions",
     "permessage-deflate; server_max_window_bits=9"}};

std::string compressed(std::string_view message) {
  return encode({.payload = deflated(message), .reserved = rsv::first});
}

/// A line of a room; `window_bits` 0 for a reader of plain messages only.
std::string read_line(raw_client& member, int window_bits) {
  const auto frame = member.read_frame();
  EXPECT_EQ(frame.opcode, op::text);
  if (frame.reserved == rsv::none) return frame.payload;
  EXPECT_EQ(frame.reserved, rsv::first);
  EXPECT_NE(window_bits, 0) << "compressed for one who cannot read it";
  return inflated(frame.payload, window_bits);
}

// Short ones stay plain; long ones repeat from further away than 9 bits reach.
std::string line(int i) {
  return std::to_string(i) + ' ' + some_text(static_cast<std::size_t>(i)) +
         some_text(static_cast<std::size_t>(i * 10)) +
         some_text(static_cast<std::size_t>(i * 10));
}

TEST(room, says_the_same_to_those_who_read_compressed_and_those_who_do_not) {
  const node server(compress);
  auto plain = server.join("lobby", "plain");
  auto dense = server.join("lobby", "dense", offer);
  auto narrow = server.join("lobby", "narrow", narrow_offer);
  expect_text(plain, "* dense joined");
  expect_text(plain, "* narrow joined");
  expect_text(dense, "* narrow joined");
  constexpr int count = 150;
  for (int i = 0; i < count; ++i) {
    plain.send(text_frame(line(i)));
    const auto said = "[plain] " + line(i);
    EXPECT_EQ(read_line(plain, 0), said);
    EXPECT_EQ(read_line(dense, 15), said);
    EXPECT_EQ(read_line(narrow, 9), said);
  }
  for (int i = 0; i < count; ++i) dense.send(compressed(line(i)));
  for (int i = 0; i < count; ++i) {
    const auto said = "[dense] " + line(i);
    EXPECT_EQ(read_line(plain, 0), said);
    EXPECT_EQ(read_line(dense, 15), said);
    EXPECT_EQ(read_line(narrow, 9), said);
  }
  leave(narrow);
  EXPECT_EQ(read_line(plain, 0), "* narrow left");
  EXPECT_EQ(read_line(dense, 15), "* narrow left");
  leave(dense);
  EXPECT_EQ(read_line(plain, 0), "* dense left");
  leave(plain);
}

TEST(room, compresses_what_is_worth_it) {
  const node server(compress);
  auto dense = server.join("lobby", "dense", offer);
  dense.send(text_frame(std::string(1'000, 'a')));
  const auto frame = dense.read_frame();
  EXPECT_EQ(frame.reserved, rsv::first);
  EXPECT_LT(frame.payload.size(), 100u);
  EXPECT_EQ(inflated(frame.payload), "[dense] " + std::string(1'000, 'a'));
  leave(dense);
}

TEST(compressed_message, of_the_limit_is_accepted) {
  const node server(compress);
  auto client = server.open(echo_path, offer);
  for (const auto& text : {std::string(limit, 'a'), some_text(limit)}) {
    client.send(compressed(text));
    EXPECT_EQ(read_line(client, 15), text);
  }
  leave(client);
}

TEST(compressed_message, that_inflates_over_the_limit_is_refused_with_1009) {
  const node server(compress);
  for (const auto size : {limit + 1, 2 * limit, 1'000 * limit}) {
    SCOPED_TRACE(size);
    auto client = server.open(echo_path, offer);
    client.send(compressed(std::string(size, 'a')));
    expect_closed(client, too_big);
  }
}

TEST(compressed_fragments, that_inflate_over_the_limit_are_refused_with_1009) {
  const node server(compress);
  auto client = server.open(echo_path, offer);
  const auto payload = deflated(some_text(limit + 1));
  client.send(fragments(op::text, payload, 10'000, rsv::first));
  expect_closed(client, too_big);
}

// Empty blocks inflate to nothing, however many there are. Refusing them is
// right, and so is an empty answer.
TEST(compressed_message, that_is_long_and_says_nothing_does_no_harm) {
  const node server(compress);
  auto client = server.open(echo_path, offer);
  std::string empty_blocks;
  while (empty_blocks.size() < 10 * limit)
    empty_blocks.append("\x00\x00\x00\xff\xff", 5);
  static_cast<void>(client.try_send(
      encode({.payload = empty_blocks, .reserved = rsv::first})));
  const auto frame = client.read_frame();
  if (frame.opcode == op::text)
    EXPECT_EQ(frame.payload, "");
  else
    EXPECT_EQ(code_of(frame), too_big);
}

}  // namespace
}  // namespace parley::conformance
