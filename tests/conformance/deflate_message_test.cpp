// SPDX-License-Identifier: Apache-2.0
// RFC 7692 sections 6 and 7.2: compressed messages, made and read by zlib.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/compression.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t protocol_error = 1002;
constexpr std::uint16_t not_utf8 = 1007;
constexpr std::uint16_t unreadable = 1007;  // cannot be inflated

void compress(settings& values) {
  values.net.compression = true;
}

header_list offer(std::string_view parameters = {}) {
  return {{"Sec-WebSocket-Extensions",
           std::string(deflate_offer).append(parameters)}};
}

std::string compressed(std::string_view message,
                       std::uint8_t opcode = op::text) {
  return encode(
      {.opcode = opcode, .payload = deflated(message), .reserved = rsv::first});
}

std::string as_is(std::string_view payload) {
  return encode({.payload = std::string(payload), .reserved = rsv::first});
}

/// The next message, which may be compressed for a window of `window_bits`.
std::string read_message(raw_client& client, int window_bits = 15) {
  const auto frame = client.read_frame();
  EXPECT_EQ(frame.opcode, op::text);
  EXPECT_TRUE(frame.fin);
  if (frame.reserved == rsv::none) return frame.payload;
  EXPECT_EQ(frame.reserved, rsv::first);
  return inflated(frame.payload, window_bits);
}

TEST(compressed_message, comes_back) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  for (const auto size : {0u, 1u, 63u, 64u, 1'000u, 65'536u}) {
    SCOPED_TRACE(size);
    const auto text = some_text(size);
    client.send(compressed(text));
    EXPECT_EQ(read_message(client), text);
    client.send(compressed(std::string(size, 'a')));
    EXPECT_EQ(read_message(client), std::string(size, 'a'));
  }
  leave(client);
}

TEST(compressed_message, of_any_octets_comes_back) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  for (const auto size : {0u, 100u, 65'536u}) {
    client.send(compressed(some_octets(size), op::binary));
    const auto frame = client.read_frame();
    EXPECT_EQ(frame.opcode, op::binary);
    EXPECT_EQ(frame.reserved ? inflated(frame.payload) : frame.payload,
              some_octets(size));
  }
  leave(client);
}

TEST(compressed_messages, and_plain_ones_come_back_in_order) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  constexpr std::size_t count = 500;
  const auto line = [](std::size_t i) {
    return "message " + std::to_string(i) + std::string(i % 100, '.');
  };
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    all += i % 3 ? compressed(line(i)) : text_frame(line(i));
  client.send(all);
  for (std::size_t i = 0; i < count; ++i)
    EXPECT_EQ(read_message(client), line(i));
  leave(client);
}

TEST(compressed_message, may_come_in_fragments_and_pieces_with_pings) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  const auto text = some_text(1'000);
  for (const auto size : {1u, 7u, 300u}) {
    const auto frames = fragments(op::text, deflated(text), size, rsv::first);
    client.send(frames);
    EXPECT_EQ(read_message(client), text);
    client.send_in_pieces(frames, 5);
    EXPECT_EQ(read_message(client), text);
  }
  const auto payload = deflated(text);
  client.send(encode({.payload = payload.substr(0, 9),
                      .fin = false,
                      .reserved = rsv::first}) +
              ping_frame("well?"));
  expect_frame(client, op::pong, "well?");
  client.send(encode({.opcode = op::continuation,
                      .payload = payload.substr(9),
                      .fin = false}) +
              encode({.opcode = op::continuation}));
  EXPECT_EQ(read_message(client), text);
  leave(client);
}

// Section 7.2.3, each an encoding of "Hello".
TEST(compressed_message, in_the_forms_of_the_standards_examples_is_read) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  for (const auto payload :
       {"\xf2\x48\xcd\xc9\xc9\x07\x00"sv,
        "\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00"sv,
        "\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00"sv}) {
    SCOPED_TRACE(testing::PrintToString(payload));
    client.send(as_is(payload));
    EXPECT_EQ(read_message(client), "Hello");
  }
  client.send(
      fragments(op::text, "\xf2\x48\xcd\xc9\xc9\x07\x00"sv, 3, rsv::first));
  EXPECT_EQ(read_message(client), "Hello");
  leave(client);
}

// Section 7.2.3.4.
TEST(compressed_message, whose_block_says_it_is_the_last_comes_back) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  client.send(as_is("\xf3\x48\xcd\xc9\xc9\x07\x00\x00"sv));
  EXPECT_EQ(read_message(client), "Hello");
  client.send(compressed("Hello again"));
  EXPECT_EQ(read_message(client), "Hello again");
  leave(client);
}

TEST(compressed_message, without_agreement_fails_the_connection) {
  const node agreeing(compress);
  auto without = agreeing.open(echo_path);
  without.send(compressed("hello"));
  expect_closed(without, protocol_error);

  const node refusing;
  auto refused = refusing.open(echo_path, offer());
  refused.send(compressed("hello"));
  expect_closed(refused, protocol_error);
}

// Section 6.1: RSV1 marks a message by its first frame, and data only.
TEST(compressed_bit, where_it_must_not_be_fails_the_connection) {
  const node server(compress);
  const auto begun = encode(
      {.payload = deflated("hello"), .fin = false, .reserved = rsv::first});
  for (const auto& wrong :
       {encode({.opcode = op::ping, .reserved = rsv::first}),
        encode({.opcode = op::close, .reserved = rsv::first}),
        begun + encode({.opcode = op::continuation, .reserved = rsv::first}),
        encode({.payload = deflated("hello"),
        .reserved = rsv::first | rsv::second})}) {
    auto client = server.open(echo_path, offer());
    client.send(wrong);
    expect_closed(client, protocol_error);
  }
}

TEST(compressed_text, that_is_not_utf8_fails_the_connection) {
  const node server(compress);
  for (const auto* text : {"\xff", "good \xed\xa0\x80 bad", "cut off \xe2"}) {
    SCOPED_TRACE(testing::PrintToString(text));
    auto client = server.open(echo_path, offer());
    client.send(compressed(text));
    expect_closed(client, not_utf8);
  }
}

// RFC 6455 section 7.1.7: a failed connection should be closed with a reason.
TEST(broken_compression, is_closed_with_a_code) {
  const node server(compress);
  for (const auto payload :
       {"\xff\xff\xff\xff"sv, "\x07\x00\x00"sv, "\x00\x05\x00\x00\x00"sv}) {
    SCOPED_TRACE(testing::PrintToString(payload));
    auto client = server.open(echo_path, offer());
    client.send(as_is(payload));
    const auto code = code_of(client.read_frame());
    EXPECT_TRUE(code == protocol_error || code == not_utf8) << code;
    client.send(close_frame(code));
    EXPECT_EQ(client.read_to_end().how, ending::eof);
  }
}

TEST(echo, to_one_who_reads_compressed_messages_is_compressed) {
  const node server(compress);
  auto client = server.open(echo_path, offer());
  const std::string text(1'000, 'a');
  client.send(text_frame(text));
  const auto frame = client.read_frame();
  EXPECT_EQ(frame.reserved, rsv::first);
  EXPECT_LT(frame.payload.size(), text.size() / 10);
  EXPECT_EQ(inflated(frame.payload), text);
  leave(client);
}

// What repeats is further away than the window reaches.
TEST(echo, stays_within_the_window_that_the_client_wants) {
  const node server(compress);
  for (const int bits : {9, 10, 11, 12, 15}) {
    SCOPED_TRACE(bits);
    auto client = server.open(
        echo_path, offer("; server_max_window_bits=" + std::to_string(bits)));
    for (const auto far : {600u, 1'200u, 2'500u, 5'000u}) {
      const auto text = some_text(far) + some_text(far) + some_text(far);
      client.send(text_frame(text));
      EXPECT_EQ(read_message(client, bits), text);
    }
    leave(client);
  }
}

}  // namespace
}  // namespace parley::conformance
