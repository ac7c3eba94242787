// SPDX-License-Identifier: Apache-2.0
// A room's turn, and the outbox of each who hears it.
#include "bench/inner/allocations.hpp"
#include "net/outbox.hpp"
#include "room/room.hpp"

#include <benchmark/benchmark.h>
#include <chrono>
#include <string>

namespace parley::inner {
namespace {

const auto now = connection::time_point(std::chrono::seconds(1'700'000'000));

/// So many publications, encoded for one lane and taken as one block.
void turn(benchmark::State& state, lane reads) {
  const auto said = static_cast<std::size_t>(state.range(0));
  room subject({.name = "lobby", .options = {}, .new_epoch = [] {
                  return std::string("epoch");
                }});
  for (std::uint64_t i = 0; i < 4; ++i)
    subject.join(connection_id::make(0, i), {.reads = reads}, now);
  const std::string text(100, 'x');
  const allocation_count count(state);
  for (auto _ : state) {
    for (std::size_t i = 0; i < said; ++i)
      if (auto accepted = subject.accept(connection_id::make(0, 1), text, now))
        subject.show(std::move(*accepted));
    benchmark::DoNotOptimize(subject.take());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(turn, plain, lane::plain)->Arg(1)->Arg(16);
BENCHMARK_CAPTURE(turn, json, lane::json)->Arg(1)->Arg(16);

/// What a delivery costs where the kernel takes it at once: no allocation.
void deliver(benchmark::State& state) {
  const auto block = make_frame(std::string(102, 'x'));
  outbox box;
  std::string scratch;
  const allocation_count count(state);
  for (auto _ : state) {
    box.push(block, 1);
    const auto chunk = box.next_chunk(scratch);
    benchmark::DoNotOptimize(chunk);
    box.consume(chunk.size());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(deliver);

/// What waits for a slow reader is copied together.
void deliver_late(benchmark::State& state) {
  const auto block = make_frame(std::string(102, 'x'));
  outbox box;
  std::string scratch;
  const allocation_count count(state);
  for (auto _ : state) {
    for (int i = 0; i < 16; ++i) box.push(block, 1);
    while (!box.empty()) box.consume(box.next_chunk(scratch).size());
  }
  state.SetItemsProcessed(state.iterations() * 16);
}
BENCHMARK(deliver_late);

}  // namespace
}  // namespace parley::inner
