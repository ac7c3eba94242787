// SPDX-License-Identifier: Apache-2.0
// The clean stop of a node in the middle of a conversation.
#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/own_process.hpp"
#include "tests/crowd/plain_clients.hpp"
#include "tests/crowd/transcript.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t members = 50;
constexpr std::size_t senders = 5;
// The node ends without it.
constexpr auto deadline = patience;

// What a sender may have said and not heard yet: enough that the server always
// has some of it, and too little to make anybody slow.
constexpr std::size_t window = 64;

class conversation {
 public:
  conversation(const node& where, std::string room)
      : people_(where.port()), target_("/chat/" + std::move(room) + "?name=s") {
    people_.on_text([this](plain_clients::client who, std::string_view text) {
      if (text.starts_with('*'))
        ++joined_;
      else
        hear(who, text);
    });
    people_.on_close([this](plain_clients::client who, std::uint16_t code) {
      codes_[who] = code;
      ++closed_;
    });
  }

  /// Everybody is in; the senders s0, s1, ... are the first, s0 hears who
  /// joins.
  bool begin() {
    people_.connect(target_ + "0&presence=1");
    if (!await_joined(1)) return false;
    for (std::size_t i = 1; i < members; ++i)
      people_.connect(target_ + std::to_string(i));
    if (!await_joined(members)) return false;
    for (std::size_t i = 0; i < window; ++i)
      for (plain_clients::client who = 0; who < senders; ++who) say_next(who);
    return true;
  }

  bool reach(std::size_t messages) {
    return people_.run_until([&] { return most() >= messages; }, patience);
  }
  bool end() {
    return people_.run_until([this] { return closed_ == members; }, patience);
  }

  /// Messages that the one who is furthest has heard.
  std::uint64_t most() const {
    return std::ranges::max(told_, {}, &transcript::count).count();
  }
  const std::vector<transcript>& told() const { return told_; }
  const std::vector<std::uint16_t>& codes() const { return codes_; }
  std::uint64_t said() const { return said_; }

 private:
  bool await_joined(std::size_t count) {
    return people_.run_until([&] { return joined_ == count; }, patience);
  }

  void hear(plain_clients::client who, std::string_view text) {
    told_[who].add(text);
    if (who < senders && line(text).name == "s" + std::to_string(who))
      say_next(who);
  }

  void say_next(plain_clients::client who) {
    people_.say(who, std::to_string(next_[who]++));
    ++said_;
  }

  plain_clients people_;
  const std::string target_;
  std::size_t joined_ = 0;
  std::size_t closed_ = 0;
  std::uint64_t said_ = 0;
  std::vector<std::uint64_t> next_ = std::vector<std::uint64_t>(senders);
  std::vector<transcript> told_ =
      std::vector<transcript>(members, transcript(senders));
  std::vector<std::uint16_t> codes_ = std::vector<std::uint16_t>(members);
};

/// After how many messages the node is stopped. The room is called so too, so
/// that it lives now on the one loop, now on the other.
class clean_stop : public ::testing::TestWithParam<std::size_t> {};

TEST_P(clean_stop, brings_everyone_all_that_was_accepted_before) {
  node where;
  conversation talk(where, std::to_string(GetParam()));
  ASSERT_TRUE(talk.begin());
  ASSERT_TRUE(talk.reach(GetParam()));

  const auto before = talk.most();
  const stopwatch watch;
  auto stopped =
      std::async(std::launch::async, [&] { where.shutdown(deadline); });
  EXPECT_TRUE(talk.end());
  stopped.get();
  const auto took = watch.read().wall;
  EXPECT_LT(took, std::chrono::duration<double>(deadline).count());

  const auto& first = talk.told().front();
  EXPECT_GE(first.count(), before);
  EXPECT_TRUE(first.gapless());
  for (plain_clients::client who = 0; who < members; ++who) {
    SCOPED_TRACE("client " + std::to_string(who));
    EXPECT_EQ(talk.codes()[who], 1001);
    EXPECT_EQ(talk.told()[who], first) << talk.told()[who].count();
  }
  std::cout << before << " heard before the stop, " << first.count()
            << " in all of " << talk.said() << " said; stopped in " << took
            << " s\n";
}

INSTANTIATE_TEST_SUITE_P(in_the_middle_of_a_conversation, clean_stop,
                         ::testing::Values(0, 200, 400, 500, 600, 800, 1'000,
                                           20'000));

}  // namespace
}  // namespace parley::crowd_test
