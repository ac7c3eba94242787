// SPDX-License-Identifier: Apache-2.0
// A room over the wire: one order for all, and members that break its rules.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace parley::conformance {
namespace {

constexpr std::uint16_t unsupported_data = 1003;
constexpr std::uint16_t policy_violation = 1008;
constexpr std::uint16_t slow = 3008;

/// Texts until a close frame comes, and its code. Does not answer it.
struct until_close {
  std::vector<std::string> texts;
  std::uint16_t code = 0;
};

until_close read_until_close(raw_client& client) {
  until_close result;
  for (;;) {
    auto frame = client.read_frame();
    if (frame.opcode == op::close) {
      result.code = code_of(frame);
      return result;
    }
    EXPECT_EQ(frame.opcode, op::text);
    result.texts.push_back(std::move(frame.payload));
  }
}

TEST(room, has_one_order_for_all_members) {
  const node server;
  constexpr std::size_t members = 6, messages = 100;
  std::deque<raw_client> crowd;
  for (std::size_t i = 0; i < members; ++i)
    crowd.push_back(server.open("/chat/lobby?name=m" + std::to_string(i)));
  // A client that has read its own message has been admitted; so has the last
  // one before the count.
  for (auto& each : crowd) {
    each.send(text_frame("ready"));
    while (!each.read_frame().payload.ends_with("ready")) continue;
  }
  for (std::size_t n = 0; n < messages; ++n)
    for (auto& each : crowd) each.send(text_frame(std::to_string(n)));

  std::vector<std::vector<std::string>> heard(members);
  for (std::size_t i = 0; i < members; ++i)
    while (heard[i].size() < members * messages) {
      auto line = crowd[i].read_frame().payload;
      if (!line.ends_with("ready")) heard[i].push_back(std::move(line));
    }
  for (const auto& each : heard) EXPECT_EQ(each, heard.front());
  std::vector<std::size_t> next(members);
  for (const auto& line : heard.front()) {
    const auto who = static_cast<std::size_t>(line[2] - '0');
    EXPECT_EQ(line, "[m" + std::to_string(who) + "] " +
                        std::to_string(next.at(who)++));
  }
  for (auto& each : crowd) leave(each);
}

TEST(binary_message, in_a_room_is_refused_with_1003) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  bob.send(text_frame("text") + binary_frame("octets") + text_frame("late"));
  expect_text(alice, "[bob] text");
  EXPECT_EQ(read_until_close(bob).code, unsupported_data);
  bob.send(close_frame(unsupported_data));
  expect_text(alice, "* bob left");
  EXPECT_EQ(bob.read_to_end().bytes, "");
  leave(alice);
}

TEST(member, who_talks_too_much_is_closed_with_1008) {
  const node server([](settings& values) {
    values.net.bounds.message_rate = 0.001;
    values.net.bounds.message_burst = 3;
  });
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  for (int i = 0; i < 10; ++i) bob.send(text_frame(std::to_string(i)));
  for (int i = 0; i < 3; ++i) expect_text(alice, "[bob] " + std::to_string(i));
  EXPECT_EQ(read_until_close(bob).code, policy_violation);
  bob.send(close_frame(policy_violation));
  expect_text(alice, "* bob left");
  EXPECT_EQ(bob.read_to_end().bytes, "");
  leave(alice);
}

TEST(member, who_does_not_read_is_closed_and_the_others_miss_nothing) {
  const node server(
      [](settings& values) { values.net.bounds.queue_size = 65'536; });
  constexpr int kernel_buffer = 4'096;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  auto carol = server.join("lobby", "carol", {}, kernel_buffer);
  expect_text(alice, "* bob joined");
  expect_text(alice, "* carol joined");
  expect_text(bob, "* carol joined");
  // Far more than the outbox and the kernel take for carol.
  constexpr std::size_t count = 100;
  const auto line = [text = some_text(32'768)](std::size_t i) {
    return std::to_string(i) + ' ' + text;
  };
  // She leaves when the server closes her, and not when she answers.
  int heard_her_leave = 0;
  const auto expect_line = [&](raw_client& client, std::size_t i) {
    auto text = client.read_frame().payload;
    if (text == "* carol left") {
      ++heard_her_leave;
      text = client.read_frame().payload;
    }
    EXPECT_TRUE(text == "[alice] " + line(i)) << i;
  };
  for (std::size_t i = 0; i < count; ++i) {
    alice.send(text_frame(line(i)));
    expect_line(alice, i);
    expect_line(bob, i);
  }
  EXPECT_EQ(heard_her_leave, 2) << "once by each";
  // What carol gets late is the start of it all, and then the reason.
  const auto heard = read_until_close(carol);
  EXPECT_EQ(heard.code, slow);
  EXPECT_LT(heard.texts.size(), count);
  for (std::size_t i = 0; i < heard.texts.size(); ++i)
    EXPECT_TRUE(heard.texts[i] == "[alice] " + line(i)) << i;
  carol.send(close_frame(slow));
  EXPECT_EQ(carol.read_to_end().bytes, "");
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

/// 400 members leave at once while alice talks. Her long words keep the loops
/// busy until many closes wait for them together.
void leave_while_alice_talks(const node& server, const std::string& room) {
  constexpr std::size_t members = 400;
  auto alice = server.join(room, "alice");
  std::deque<raw_client> crowd;
  for (std::size_t i = 0; i < members; ++i) {
    crowd.push_back(server.open("/chat/" + room));
    expect_text(alice, "* user" + std::to_string(i) + " joined");
  }
  const auto long_word = text_frame(some_text(20'000));
  alice.send(long_word + long_word);
  for (auto& each : crowd) {
    each.send(close_frame(1000));
    alice.send(text_frame("word"));
  }
  std::size_t heard_more = 0;
  for (auto& each : crowd) {
    EXPECT_EQ(read_until_close(each).code, 1000);
    if (!each.read_to_end().bytes.empty()) ++heard_more;
  }
  EXPECT_EQ(heard_more, 0u) << "members of " << members;
  std::size_t left = 0, heard = 0;
  while (left < members || heard < members + 2)
    ++(alice.read_frame().payload.ends_with(" left") ? left : heard);
  leave(alice);
}

// RFC 6455 section 5.5.1: nothing may be sent after a close frame, whatever the
// room publishes in the meantime. A race, so it is tried a few times.
TEST(members, who_leave_a_busy_room_hear_nothing_behind_the_close) {
  const node server(
      [](settings& values) { values.net.bounds.connections_per_address = 0; });
  for (const auto* room : {"one", "two", "three", "four"})
    leave_while_alice_talks(server, room);
}

}  // namespace
}  // namespace parley::conformance
