// SPDX-License-Identifier: Apache-2.0
// Members that do not read, among many who do.
#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/own_process.hpp"
#include "tests/crowd/plain_clients.hpp"
#include "tests/crowd/transcript.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t message_size = 8'192;  // bytes

// More than an outbox of 1 MiB and the buffers of both kernels hold: who reads
// none of it is over his bound.
constexpr std::size_t too_many = 400;
constexpr std::size_t some_more = 40;

// The speaker waits for the slowest of the readers, so that nobody who reads
// can become slow, however busy the machine is.
constexpr std::size_t window = 8;

// What a node may grow by in all of this. Far less than is fanned out, and than
// would wait for the deaf if nothing bounded it.
#if defined(__SANITIZE_ADDRESS__) || defined(PARLEY_TSAN)
constexpr std::size_t memory_bound = 1'024u << 20;  // it keeps what was freed
#else
constexpr std::size_t memory_bound = 64u << 20;
#endif

/// Client 0 speaks and hears who comes and goes; the last clients are deaf.
class slow_reader : public ::testing::Test {
 protected:
  [[nodiscard]] bool gather(std::size_t readers, std::size_t deaf) {
    readers_ = readers;
    members_ = readers + deaf;
    told_.assign(members_, transcript(1));
    codes_.assign(members_, 0);
    people_.on_text([this](plain_clients::client who, std::string_view text) {
      hear(who, text);
    });
    people_.on_close([this](plain_clients::client who, std::uint16_t code) {
      codes_[who] = code;
      ++closed_;
    });
    people_.connect("/chat/hall?name=s0&presence=1");
    if (!await_joined(1)) return false;
    for (std::size_t i = 1; i < members_; ++i)
      i < readers_ ? people_.connect("/chat/hall")
                   : people_.connect_deaf("/chat/hall");
    if (!await_joined(members_)) return false;
    memory_.emplace();
    return true;
  }

  /// The speaker says so many messages more, and all readers hear them.
  [[nodiscard]] bool speak(std::size_t messages) {
    for (const auto last = said_ + messages; said_ < last; ++said_) {
      if (!await_heard(said_ + 1 - std::min(said_ + 1, window))) return false;
      auto text = std::to_string(said_) + ' ';
      text.resize(message_size, 'x');
      people_.say(0, text);
    }
    return await_heard(said_);
  }

  void expect_readers_missed_nothing() const {
    EXPECT_EQ(wrong_sizes_, 0u);
    for (plain_clients::client who = 0; who < readers_; ++who) {
      EXPECT_EQ(told_[who], told_[0]) << "client " << who;
      EXPECT_EQ(codes_[who], 0) << "client " << who;
    }
    EXPECT_EQ(told_[0].count(), said_);
    EXPECT_TRUE(told_[0].gapless());
  }

  void expect_deaf_are_cut() {
    EXPECT_TRUE(people_.run_until(
        [this] {
          return where_.connections() == readers_ &&
                 left_ == members_ - readers_;
        },
        patience))
        << where_.connections() << " connections, " << left_ << " left";
  }

  /// The deaf begin to read, and their connections end with `code` behind a
  /// part of what was said.
  void expect_deaf_hear_part_and(std::uint16_t code) {
    for (auto who = readers_; who < members_; ++who)
      people_.set_reading(who, true);
    EXPECT_TRUE(people_.run_until(
        [this] { return closed_ == members_ - readers_; }, patience));
    for (auto who = readers_; who < members_; ++who) {
      SCOPED_TRACE("client " + std::to_string(who));
      EXPECT_EQ(codes_[who], code);
      EXPECT_TRUE(told_[who].gapless());
      EXPECT_LT(told_[who].count(), too_many);
    }
  }

  void expect_memory_was_bounded() const {
    const auto grown = memory_->grown();
    EXPECT_LT(grown, memory_bound);
    std::cout << (said_ * message_size * readers_ >> 20) << " MiB to "
              << readers_ << " readers, " << members_ - readers_
              << " deaf: memory grew by " << (grown >> 10) << " KiB at most\n";
  }

 private:
  bool await_joined(std::size_t count) {
    return people_.run_until([&] { return joined_ == count; }, patience);
  }

  bool await_heard(std::size_t count) {
    return people_.run_until([&] { return slowest() >= count; }, patience);
  }

  void hear(plain_clients::client who, std::string_view text) {
    const line heard(text);
    if (heard.what == line::kind::joined) {
      ++joined_;
    } else if (heard.what == line::kind::left) {
      ++left_;
    } else {
      told_[who].add(text);
      if (heard.words.size() != message_size) ++wrong_sizes_;
    }
  }

  std::uint64_t slowest() const {
    return std::min_element(
               told_.begin(),
               told_.begin() + static_cast<std::ptrdiff_t>(readers_),
               [](const transcript& a, const transcript& b) {
                 return a.count() < b.count();
               })
        ->count();
  }

  node where_;
  plain_clients people_{where_.port()};
  std::size_t readers_ = 0;
  std::size_t members_ = 0;
  std::size_t joined_ = 0;
  std::size_t left_ = 0;
  std::size_t closed_ = 0;
  std::size_t said_ = 0;
  std::size_t wrong_sizes_ = 0;
  std::optional<memory_watch> memory_;  // since all are there
  std::vector<transcript> told_;
  std::vector<std::uint16_t> codes_;
};

TEST_F(slow_reader,
       one_that_never_reads_is_cut_and_the_other_199_miss_nothing) {
  ASSERT_TRUE(gather(199, 1));
  ASSERT_TRUE(speak(too_many));
  expect_deaf_are_cut();
  ASSERT_TRUE(speak(some_more));
  expect_readers_missed_nothing();
  expect_memory_was_bounded();
  expect_deaf_hear_part_and(plain_clients::no_close_frame);
}

TEST_F(slow_reader, twenty_that_never_read_are_cut_and_180_miss_nothing) {
  ASSERT_TRUE(gather(180, 20));
  ASSERT_TRUE(speak(too_many));
  expect_deaf_are_cut();
  ASSERT_TRUE(speak(some_more));
  expect_readers_missed_nothing();
  expect_memory_was_bounded();
  expect_deaf_hear_part_and(plain_clients::no_close_frame);
}

TEST_F(slow_reader, what_is_said_to_those_who_never_read_is_not_kept) {
  constexpr std::size_t twice_the_bound = (128u << 20) / message_size;
  ASSERT_TRUE(gather(2, 20));
  ASSERT_TRUE(speak(twice_the_bound));
  expect_readers_missed_nothing();
  expect_memory_was_bounded();
}

TEST_F(slow_reader, ten_that_read_again_in_time_are_told_they_were_slow) {
  ASSERT_TRUE(gather(190, 10));
  ASSERT_TRUE(speak(too_many));
  expect_deaf_hear_part_and(3008);
  ASSERT_TRUE(speak(some_more));
  expect_readers_missed_nothing();
  expect_deaf_are_cut();
}

}  // namespace
}  // namespace parley::crowd_test
