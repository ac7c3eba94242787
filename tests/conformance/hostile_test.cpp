// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 10: bytes that no client sends by mistake. The server keeps
// serving, and releases all their resources.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

namespace parley::conformance {
namespace {

constexpr int connections = 1'000;
// Kept open at a time, so that some are in the middle of something when others
// come and go.
constexpr std::size_t open_at_once = 24;

/// Draws what hostile clients do. PARLEY_SEED repeats a run.
class dice {
 public:
  dice() : seed_(chosen_seed()), engine_(seed_) {
    std::cout << "PARLEY_SEED=" << seed_ << '\n';
  }

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }

  std::string octets(std::size_t size) {
    std::string out(size, '\0');
    for (auto& octet : out) octet = static_cast<char>(below(256));
    return out;
  }

 private:
  static unsigned chosen_seed() {
    const auto* given = std::getenv("PARLEY_SEED");
    return given ? static_cast<unsigned>(std::stoul(given))
                 : std::random_device{}();
  }

  unsigned seed_;
  std::mt19937 engine_;
};

/// A frame that is right in most of its parts.
std::string random_frame(dice& random) {
  constexpr std::uint8_t common[] = {op::text, op::continuation, op::binary,
                                     op::ping, op::pong};
  client_frame frame{.opcode = common[random.below(std::size(common))],
                     .payload = random.octets(random.below(200)),
                     .fin = !random.one_in(4)};
  if (random.one_in(2)) frame.payload.assign(frame.payload.size(), 'a');
  if (random.one_in(20))
    frame.opcode = static_cast<std::uint8_t>(random.below(16));
  if (random.one_in(20))
    frame.reserved = static_cast<std::uint8_t>(random.below(8));
  if (random.one_in(30)) frame.masked = false;
  if (random.one_in(30)) frame.form = length_form::eight_octets;
  if (random.one_in(30)) frame.declared = random.below(1'000);
  auto bytes = encode(frame);
  if (random.one_in(30)) bytes.resize(random.below(bytes.size()));
  return bytes;
}

void send_random_frames(raw_client& client, dice& random) {
  for (auto left = random.below(20); left > 0; --left)
    if (!client.try_send(random_frame(random))) return;
}

/// One hostile connection, which may stay open for a while.
raw_client attack(const node& server, dice& random) {
  auto client = server.connect();
  const auto request =
      upgrade_text(random.one_in(2) ? "/chat/lobby" : echo_path,
                   {{"Sec-WebSocket-Extensions", "permessage-deflate"}});
  switch (random.below(4)) {
    case 0:
      static_cast<void>(client.try_send(random.octets(random.below(2'000))));
      break;
    case 1:
      static_cast<void>(
          client.try_send(request.substr(0, random.below(request.size()))));
      break;
    case 2:  // frames behind the request, without waiting for its answer
      if (client.try_send(request)) send_random_frames(client, random);
      break;
    default:
      EXPECT_EQ(
          client.upgrade(random.one_in(2) ? "/chat/lobby" : echo_path).status,
          101u);
      send_random_frames(client, random);
  }
  return client;
}

void end(raw_client& client, dice& random) {
  switch (random.below(3)) {
    case 0:
      client.reset();
      break;
    case 1:
      try {
        client.end_sending();
      } catch (const wire_error&) {
        // The server has reset it already.
      }
      break;
    default:
      break;  // closed as it is
  }
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

void attack_many_times(const node& server) {
  dice random;
  std::deque<raw_client> open;
  // She receives all messages that the attackers get into the room, and they
  // must be valid.
  auto alice = server.join("lobby", "alice");
  for (int i = 0; i < connections; ++i) {
    open.push_back(attack(server, random));
    if (open.size() <= open_at_once) continue;
    const auto chosen =
        open.begin() + static_cast<std::ptrdiff_t>(random.below(open.size()));
    end(*chosen, random);
    open.erase(chosen);
    while (alice.hears_within(raw_client::duration(0)))
      EXPECT_EQ(alice.read_frame().opcode, op::text);
  }
  alice.send(text_frame("anyone?"));
  std::string line;
  while (line != "[alice] anyone?") line = alice.read_frame().payload;
}

/// Descriptors of the server and of one connection, which requests /health. A
/// new one each time: an idle one would be closed during an attack.
std::size_t descriptors_of(const node& server) {
  auto asking = server.connect();
  EXPECT_EQ(asking.request("GET", "/health").status, 200u);
  return open_descriptors();
}

void expect_no_harm(const node& server) {
  const auto before = descriptors_of(server);
  attack_many_times(server);
  EXPECT_TRUE(server.comes_down_to(0));
  // The connection that asked last is counted until the server has closed it.
  const auto until = std::chrono::steady_clock::now() + raw_client::patience;
  auto after = descriptors_of(server);
  while (after > before && std::chrono::steady_clock::now() < until)
    after = descriptors_of(server);
  EXPECT_LE(after, before);
}

TEST(hostile_bytes, do_no_harm_and_leave_nothing_behind) {
  const node server;
  expect_no_harm(server);
}

TEST(hostile_bytes, do_no_harm_with_compression_on) {
  const node server([](settings& values) { values.net.compression = true; });
  expect_no_harm(server);
}

}  // namespace
}  // namespace parley::conformance
