// SPDX-License-Identifier: Apache-2.0
#include "protocol/memory_use.hpp"

#include <atomic>

namespace parley {

namespace {

struct account {
  std::array<std::atomic<std::int64_t>, memory_kind_count> held{};
  std::atomic<std::uint64_t> limit = 0;
};

constinit account of_process;

/// The changes of one thread that the account does not have yet.
struct batch {
  std::array<std::int64_t, memory_kind_count> change{};

  ~batch() { flush(); }

  void flush() {
    for (std::size_t i = 0; i < memory_kind_count; ++i)
      of_process.held[i].fetch_add(std::exchange(change[i], 0),
                                   std::memory_order_relaxed);
  }
};

thread_local batch of_thread;

constexpr std::size_t index(memory_kind kind) {
  return static_cast<std::size_t>(kind);
}

}  // namespace

std::string_view name_of(memory_kind kind) {
  constexpr std::array<std::string_view, memory_kind_count> names{
      "outgoing", "history", "incoming"};
  return names[index(kind)];
}

std::string_view name_of(memory_level level) {
  constexpr std::array<std::string_view, 4> names{"normal", "no_new_rooms",
                                                  "no_new_links", "shedding"};
  return names[static_cast<std::size_t>(level)];
}

memory_level level_of(std::uint64_t held, std::uint64_t limit) {
  if (limit == 0) return memory_level::normal;
  const auto over = [&](std::uint64_t percent) {
    return held > limit / 100 * percent;
  };
  if (over(95)) return memory_level::shedding;
  if (over(85)) return memory_level::no_new_links;
  if (over(70)) return memory_level::no_new_rooms;
  return memory_level::normal;
}

void memory_use::add(memory_kind kind, std::int64_t bytes) {
  auto& change = of_thread.change[index(kind)];
  change += bytes;
  if (change > memory_batch || change < -memory_batch) of_thread.flush();
}

void memory_use::flush() {
  of_thread.flush();
}

void memory_use::set_limit(std::uint64_t bytes) {
  of_process.limit.store(bytes, std::memory_order_relaxed);
}

// Batches of other threads are missing, so a kind may seem to be below zero.
memory_report memory_use::report() {
  memory_report out;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < memory_kind_count; ++i) {
    const auto held = of_process.held[i].load(std::memory_order_relaxed);
    out.held[i] = held > 0 ? static_cast<std::uint64_t>(held) : 0;
    sum += out.held[i];
  }
  out.limit = of_process.limit.load(std::memory_order_relaxed);
  out.level = level_of(sum, out.limit);
  return out;
}

}  // namespace parley
