// SPDX-License-Identifier: Apache-2.0
// RFC 6455 sections 5.1, 5.2 and 5.8: frames that no client may send.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::uint16_t protocol_error = 1002;
constexpr std::uint8_t sent_opcodes[] = {op::text, op::binary, op::close,
                                         op::ping, op::pong};
constexpr std::uint8_t reserved_opcodes[] = {0x3, 0x4, 0x5, 0x6, 0x7,
                                             0xb, 0xc, 0xd, 0xe, 0xf};

void expect_refused(const node& server, const client_frame& frame,
                    std::string_view before = {}) {
  auto client = server.open();
  client.send(std::string(before) + encode(frame));
  expect_closed(client, protocol_error);
}

TEST(reserved_bit, in_any_frame_fails_the_connection) {
  const node server;
  for (std::uint8_t bits = 1; bits <= 7; ++bits)
    for (const auto opcode : sent_opcodes) {
      SCOPED_TRACE(testing::Message()
                   << "bits " << int{bits} << " opcode " << int{opcode});
      expect_refused(server, {.opcode = opcode, .reserved = bits});
    }
}

TEST(reserved_bit, in_a_continuation_fails_the_connection) {
  const node server;
  const auto start = encode({.payload = "begun", .fin = false});
  for (std::uint8_t bits = 1; bits <= 7; ++bits) {
    SCOPED_TRACE(int{bits});
    expect_refused(server, {.opcode = op::continuation, .reserved = bits},
                   start);
  }
}

TEST(reserved_bit, behind_a_good_message_leaves_that_one_answered) {
  const node server;
  auto client = server.open();
  expect_echo(client, op::text, "good");
  client.send(encode({.payload = "bad", .reserved = rsv::third}));
  expect_closed(client, protocol_error);
}

TEST(reserved_opcode, fails_the_connection) {
  const node server;
  for (const auto opcode : reserved_opcodes)
    for (const auto* payload : {"", "something"}) {
      SCOPED_TRACE(testing::Message() << int{opcode} << ' ' << payload);
      expect_refused(server, {.opcode = opcode, .payload = payload});
    }
}

TEST(reserved_opcode, inside_a_fragmented_message_fails_the_connection) {
  const node server;
  const auto start = encode({.payload = "begun", .fin = false});
  for (const auto opcode : reserved_opcodes) {
    SCOPED_TRACE(int{opcode});
    expect_refused(server, {.opcode = opcode}, start);
  }
}

TEST(unmasked_frame, of_any_kind_fails_the_connection) {
  const node server;
  for (const auto opcode : sent_opcodes)
    for (const std::size_t size : {0u, 2u, 100u}) {
      SCOPED_TRACE(testing::Message() << int{opcode} << " of " << size);
      expect_refused(server, {.opcode = opcode,
                              .payload = std::string(size, '\x03'),
                              .masked = false});
    }
}

TEST(unmasked_frame, behind_masked_ones_fails_the_connection) {
  const node server;
  expect_refused(server, {.opcode = op::continuation, .masked = false},
                 encode({.payload = "masked", .fin = false}));
}

// Section 5.2: "the minimal number of bytes MUST be used".
TEST(length, in_a_longer_form_than_needed_fails_the_connection) {
  const node server;
  const struct {
    std::size_t length;
    length_form form;
  } cases[] = {
      {0, length_form::two_octets},     {125, length_form::two_octets},
      {0, length_form::eight_octets},   {125, length_form::eight_octets},
      {126, length_form::eight_octets}, {65'535, length_form::eight_octets},
  };
  for (const auto& each : cases)
    for (const auto opcode : {op::text, op::binary}) {
      SCOPED_TRACE(each.length);
      expect_refused(server, {.opcode = opcode,
                              .payload = some_text(each.length),
                              .form = each.form});
    }
}

// Section 5.5: a control frame's length fits into seven bits.
TEST(length, of_a_control_frame_in_a_longer_form_fails_the_connection) {
  const node server;
  for (const auto opcode : {op::close, op::ping, op::pong})
    for (const auto form :
         {length_form::two_octets, length_form::eight_octets}) {
      SCOPED_TRACE(int{opcode});
      expect_refused(server, {.opcode = opcode, .form = form});
    }
}

// It is over the limit, too, so either reason is right.
TEST(length, with_its_highest_bit_set_fails_the_connection) {
  const node server;
  for (const std::uint64_t length : {1ull << 63, ~0ull}) {
    auto client = server.open();
    client.send(encode({.declared = length}));
    const auto code = code_of(client.read_frame());
    EXPECT_TRUE(code == protocol_error || code == 1009) << code;
    EXPECT_EQ(client.read_to_end().how, ending::eof);
  }
}

TEST(half_a_header, is_waited_for) {
  const node server;
  auto client = server.open();
  const auto frame = text_frame(some_text(300));
  for (const std::size_t cut : {1u, 2u, 3u, 5u, 7u, 8u}) {
    client.send(frame.substr(0, cut));
    EXPECT_FALSE(client.hears_within(raw_client::duration(10)));
    client.send(frame.substr(cut));
    expect_text(client, some_text(300));
  }
  leave(client);
}

}  // namespace
}  // namespace parley::conformance
