// SPDX-License-Identifier: Apache-2.0
// Counts what the measured code allocates.
#pragma once

#include <benchmark/benchmark.h>
#include <cstdint>

namespace parley::inner {

/// By operator new, in this process so far.
std::uint64_t allocations();

/// Tells of the allocations for each item while it lives.
class allocation_count {
 public:
  explicit allocation_count(benchmark::State& state) : state_(state) {}
  ~allocation_count() {
    const auto items = static_cast<double>(state_.items_processed());
    state_.counters["allocations"] =
        items > 0 ? static_cast<double>(allocations() - before_) / items : 0;
  }
  allocation_count(const allocation_count&) = delete;
  allocation_count& operator=(const allocation_count&) = delete;

 private:
  benchmark::State& state_;
  std::uint64_t before_ = allocations();
};

}  // namespace parley::inner
