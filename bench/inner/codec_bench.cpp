// SPDX-License-Identifier: Apache-2.0
// Frames and pushes: what is done once for each message and format.
#include "bench/inner/allocations.hpp"
#include "protocol/centrifuge/push.hpp"
#include "protocol/websocket_frame.hpp"
#include "protocol/websocket_header.hpp"
#include "protocol/websocket_reader.hpp"

#include <benchmark/benchmark.h>
#include <string>

namespace parley::inner {
namespace {

void write_frame(benchmark::State& state) {
  const std::string payload(static_cast<std::size_t>(state.range(0)), 'x');
  const allocation_count count(state);
  for (auto _ : state) {
    std::string out;
    append_frame(out, opcode::text, payload_coding::identity, payload);
    benchmark::DoNotOptimize(out);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(write_frame)->Arg(100)->Arg(1'000)->Arg(8'000);

void read_frame(benchmark::State& state) {
  std::string frame;
  append_frame(frame, opcode::text, payload_coding::identity,
               std::string(static_cast<std::size_t>(state.range(0)), 'x'));
  // Masked with zeros, so that reading it twice leaves it as it is.
  frame[1] = static_cast<char>(frame[1] | 0x80);
  frame.insert(websocket_header::size_of(frame) - 4, 4, '\0');
  websocket_reader reader;
  const allocation_count count(state);
  for (auto _ : state) {
    std::span<char> bytes(frame);
    benchmark::DoNotOptimize(reader.next(bytes, {.message_size = 65'536}));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_frame)->Arg(100)->Arg(1'000)->Arg(8'000);

void publication(benchmark::State& state, centrifuge::format format) {
  const parley::publication said{.data = '"' + std::string(98, 'x') + '"',
                                 .info = std::make_shared<client_info>(
                                     client_info{"alice", "a client", {}, {}}),
                                 .offset = 12'345};
  const allocation_count count(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        centrifuge::publication_push(format, "news:today", said, "epoch"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(publication, json, centrifuge::format::json);
BENCHMARK_CAPTURE(publication, protobuf, centrifuge::format::protobuf);

}  // namespace
}  // namespace parley::inner
