// SPDX-License-Identifier: Apache-2.0
// The messages and work of one actor, counted by its base class.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <utility>

namespace parley {

class work_record {
 public:
  using nanoseconds = std::chrono::nanoseconds;

  /// Any thread.
  void count_sent() { sent_.fetch_add(1, std::memory_order_relaxed); }

  // -- the actor's own thread writes, any thread reads ------------------------

  void count_handled(nanoseconds took) {
    add(handled_, 1);
    add(busy_, static_cast<std::uint64_t>(took.count()));
    if (took > longest())
      set(longest_, static_cast<std::uint64_t>(took.count()));
  }

  /// Input from outside, and its receivers: messages and deliveries of a room.
  void count_in(std::uint64_t more) { add(in_, more); }
  void count_out(std::uint64_t more) { add(out_, more); }

  /// Messages that wait for it.
  std::uint64_t mailbox() const {
    // A message is counted as sent before it can be handled; read in the other
    // order this never goes below zero.
    const auto done = handled();
    const auto sent = sent_.load(std::memory_order_relaxed);
    return sent > done ? sent - done : 0;
  }
  std::uint64_t handled() const { return get(handled_); }
  nanoseconds busy() const { return nanoseconds(get(busy_)); }
  nanoseconds longest() const { return nanoseconds(get(longest_)); }
  std::uint64_t in() const { return get(in_); }
  std::uint64_t out() const { return get(out_); }

  // -- the actor's own thread only --------------------------------------------

  /// Per second, over the last period that `mark` ended.
  struct rates {
    float handled = 0;
    float in = 0;
    float out = 0;
    float load = 0;  // busy seconds per second
  };
  const rates& recent() const { return recent_; }

  /// Ends a period of `seconds`, which is not zero, and begins the next. One
  /// that was too long leaves rates of zero.
  void mark(double seconds, bool is_recent) {
    const auto rate = [seconds](std::uint32_t& last, std::uint64_t now) {
      const auto low = static_cast<std::uint32_t>(now);
      // Wraps around with the counter.
      const auto more = low - std::exchange(last, low);
      return static_cast<float>(more / seconds);
    };
    constexpr double microseconds = 1e6;
    recent_.handled = rate(marked_handled_, handled());
    recent_.in = rate(marked_in_, in());
    recent_.out = rate(marked_out_, out());
    recent_.load = rate(marked_busy_, get(busy_) / 1'000) /
                   static_cast<float>(microseconds);
    if (!is_recent) recent_ = {};
  }

 private:
  using counter = std::atomic<std::uint64_t>;

  // One thread writes, so no counter needs a locked instruction.
  static void add(counter& to, std::uint64_t more) { set(to, get(to) + more); }
  static void set(counter& to, std::uint64_t value) {
    to.store(value, std::memory_order_relaxed);
  }
  static std::uint64_t get(const counter& from) {
    return from.load(std::memory_order_relaxed);
  }

  counter sent_ = 0;
  counter handled_ = 0;
  counter busy_ = 0;     // nanoseconds
  counter longest_ = 0;  // nanoseconds
  counter in_ = 0;
  counter out_ = 0;
  std::uint32_t marked_handled_ = 0;
  std::uint32_t marked_busy_ = 0;  // microseconds
  std::uint32_t marked_in_ = 0;
  std::uint32_t marked_out_ = 0;
  rates recent_;
};

}  // namespace parley
