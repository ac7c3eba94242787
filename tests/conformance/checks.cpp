// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/checks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace parley::conformance {

namespace {

constexpr std::uint16_t no_code = 1005;

std::string drawn(std::size_t size, int lowest, int highest) {
  // The same every time: a failure can be repeated.
  std::mt19937 engine(20'11);
  std::uniform_int_distribution<int> any(lowest, highest);
  std::string out(size, '\0');
  std::ranges::generate(out, [&] { return static_cast<char>(any(engine)); });
  return out;
}

// Where two payloads part, for those that are too long to print.
void expect_equal(std::string_view got, std::string_view wanted) {
  if (got == wanted) return;
  constexpr std::size_t shown = 80;
  const auto parted = std::ranges::mismatch(got, wanted);
  const auto at = static_cast<std::size_t>(parted.in1 - got.begin());
  ADD_FAILURE() << "got " << got.size() << " bytes, not " << wanted.size()
                << "; they part at " << at << ":\n  got    \""
                << got.substr(at, shown) << "\"\n  wanted \""
                << wanted.substr(at, shown) << '"';
}

// An exception alone would not show the test's traces.
[[noreturn]] void give_up(const std::string& why) {
  ADD_FAILURE() << why;
  throw wire_error(why);
}

server_frame next_frame(raw_client& client) {
  try {
    return client.read_frame();
  } catch (const wire_error& error) {
    give_up(error.what());
  }
}

void expect_close_frame(raw_client& client, std::uint16_t code) {
  const auto frame = next_frame(client);
  EXPECT_EQ(code_of(frame), code);
  EXPECT_TRUE(frame.fin);
  EXPECT_EQ(frame.reserved, rsv::none);
  EXPECT_LE(frame.payload.size(), 125u);
}

// The server ends the connection first (section 7.1.1), and then we do.
void expect_end(raw_client& client) {
  const auto last = client.read_to_end();
  EXPECT_EQ(last.bytes, "") << "nothing may follow a close frame";
  EXPECT_EQ(last.how, ending::eof) << "a reset may overtake the close frame";
  if (last.how == ending::eof) client.end_sending();
}

}  // namespace

std::string some_text(std::size_t size) {
  return drawn(size, 'a', 'z');
}

std::string some_octets(std::size_t size) {
  return drawn(size, 0, 255);
}

void expect_frame(raw_client& client, std::uint8_t opcode,
                  std::string_view payload) {
  const auto frame = next_frame(client);
  EXPECT_EQ(frame.opcode, opcode);
  EXPECT_TRUE(frame.fin);
  EXPECT_EQ(frame.reserved, rsv::none);
  expect_equal(frame.payload, payload);
}

void expect_text(raw_client& client, std::string_view text) {
  expect_frame(client, op::text, text);
}

void expect_echo(raw_client& client, std::uint8_t opcode,
                 std::string_view payload) {
  client.send(encode({.opcode = opcode, .payload = std::string(payload)}));
  expect_frame(client, opcode, payload);
}

void expect_closed(raw_client& client, std::uint16_t code) {
  expect_close_frame(client, code);
  expect_end(client);
}

void expect_sent_away(raw_client& client, std::uint16_t code) {
  expect_close_frame(client, code);
  client.send(close_frame(code));
  expect_end(client);
}

void leave(raw_client& client) {
  constexpr std::uint16_t normal = 1000;
  client.send(close_frame(normal));
  expect_closed(client, normal);
}

std::uint16_t code_of(const server_frame& frame) {
  if (frame.opcode != op::close)
    give_up("opcode " + std::to_string(frame.opcode) + " with \"" +
            frame.payload.substr(0, 80) + "\" came where a close frame should");
  if (frame.payload.empty()) return no_code;
  if (frame.payload.size() < 2) give_up("a close frame has half a code");
  return static_cast<std::uint16_t>(
      static_cast<std::uint8_t>(frame.payload[0]) << 8 |
      static_cast<std::uint8_t>(frame.payload[1]));
}

}  // namespace parley::conformance
