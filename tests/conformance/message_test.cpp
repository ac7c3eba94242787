// SPDX-License-Identifier: Apache-2.0
// RFC 6455 sections 5.2 and 5.6: messages of every length, however the network
// cuts them up.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace parley::conformance {
namespace {

// Both sides of each border between the three length encodings.
constexpr std::size_t lengths[] = {0,   1,   125,    126,   127,
                                   128, 129, 65'535, 65'536};
constexpr std::size_t mebibyte = 1'048'576;

void raise_limit(settings& values) {
  values.net.bounds.message_size = 16 * mebibyte;
}

TEST(text_message, comes_back_whatever_its_length) {
  const node server;
  auto client = server.open();
  for (const auto length : lengths) {
    SCOPED_TRACE(length);
    expect_echo(client, op::text, some_text(length));
  }
  leave(client);
}

TEST(binary_message, comes_back_whatever_its_length) {
  const node server;
  auto client = server.open();
  for (const auto length : lengths) {
    SCOPED_TRACE(length);
    expect_echo(client, op::binary, some_octets(length));
  }
  leave(client);
}

TEST(message, that_comes_octet_by_octet_is_the_same) {
  const node server;
  auto client = server.open();
  for (const std::size_t length : {0u, 1u, 125u, 126u, 1'000u}) {
    SCOPED_TRACE(length);
    const auto octets = some_octets(length);
    client.send_in_pieces(binary_frame(octets), 1);
    expect_frame(client, op::binary, octets);
  }
  leave(client);
}

TEST(message, that_comes_in_pieces_of_any_size_is_the_same) {
  const node server;
  auto client = server.open();
  const auto text = some_text(65'536);
  for (const std::size_t piece : {97u, 997u, 1'460u, 4'096u, 65'537u}) {
    SCOPED_TRACE(piece);
    client.send_in_pieces(text_frame(text), piece);
    expect_text(client, text);
  }
  leave(client);
}

TEST(message, of_16_mebibytes_comes_back_when_the_limit_is_raised) {
  const node server(raise_limit);
  auto client = server.open();
  expect_echo(client, op::text, some_text(16 * mebibyte));
  expect_echo(client, op::binary, some_octets(16 * mebibyte));
  leave(client);
}

TEST(message, of_16_mebibytes_in_pieces_and_fragments_is_the_same) {
  const node server(raise_limit);
  auto client = server.open();
  const auto text = some_text(16 * mebibyte);
  client.send_in_pieces(text_frame(text), 1'000);
  expect_text(client, text);
  client.send_in_pieces(fragments(op::binary, text, 4'096), 1'460);
  expect_frame(client, op::binary, text);
  leave(client);
}

TEST(messages, in_one_segment_come_back_in_order) {
  const node server;
  auto client = server.open();
  constexpr int count = 1'000;
  std::string all;
  for (int i = 0; i < count; ++i)
    all +=
        i % 2 ? text_frame(std::to_string(i)) : binary_frame(std::to_string(i));
  client.send(all);
  for (int i = 0; i < count; ++i)
    expect_frame(client, i % 2 ? op::text : op::binary, std::to_string(i));
  leave(client);
}

TEST(messages, that_are_more_than_all_buffers_hold_come_back_in_order) {
  const node server(
      [](settings& values) { values.net.bounds.queue_size = 65'536; });
  auto client = server.open();
  constexpr std::size_t count = 1'000;
  const auto text = some_text(16'384);
  const auto numbered = [&](std::size_t i) {
    return std::to_string(i) + text.substr(i);
  };
  // The server stops reading from a client that does not read, so sending
  // blocks until we read: both at once.
  std::jthread sender([&] {
    for (std::size_t i = 0; i < count; ++i)
      EXPECT_TRUE(client.try_send(text_frame(numbered(i))));
  });
  for (std::size_t i = 0; i < count; ++i) expect_text(client, numbered(i));
  sender.join();
  leave(client);
}

TEST(messages, of_two_clients_stay_with_their_senders) {
  const node server;
  auto one = server.open();
  auto other = server.open();
  for (int i = 0; i < 100; ++i) {
    one.send(text_frame("one " + std::to_string(i)));
    other.send(text_frame("other " + std::to_string(i)));
  }
  for (int i = 0; i < 100; ++i) {
    expect_text(one, "one " + std::to_string(i));
    expect_text(other, "other " + std::to_string(i));
  }
  leave(one);
  leave(other);
}

}  // namespace
}  // namespace parley::conformance
