// SPDX-License-Identifier: Apache-2.0
// Any bytes that NATS brings a node, with a secret and without, at any time and
// whoever has a lease: each is passed or refused once, what waits is bounded
// and goes, and what gets in can be acted by.
//
// The first byte says whether there is a secret. Then come steps: what, two
// bytes of a size, and so many bytes.
#include "cluster/packet_check.hpp"
#include "cluster/packet_gate.hpp"
#include "tests/fuzz/packet_reader.hpp"
#include "tests/fuzz/steps.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace peer = parley::peer;
using namespace parley::cluster;
using parley::steps;
using std::chrono::milliseconds;
using enum packet_gate::refusal;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Node b, process 2, of a cluster with the nodes a and c.
class node {
 public:
  explicit node(bool has_secret)
      : seal_(has_secret ? "a secret of this target" : "", "parley"),
        gate_("b", 2, seal_, [this](const auto& packet) { pass(*packet); }) {
    grant({{"a", 1}, {"b", 2}});
  }

  /// From here on these have a lease.
  void grant(std::map<node_name, std::uint64_t, std::less<>> processes) {
    granted_.insert(processes.begin(), processes.end());
    gate_.on_standing({"b", {}, {}, {}, std::move(processes)}, now_);
    require_bounded();
  }

  void receive(std::string_view bytes) {
    ++received_;
    size_ += bytes.size();
    gate_.receive(bytes, now_);
    require_bounded();
  }

  // With a secret nobody else's bytes get any further.
  void receive_unsealed(std::string_view bytes) {
    count_pieces(bytes);
    const auto before = refused(unsealed);
    receive(bytes);
    require(!seal_.has_secret() || refused(unsealed) == before + 1);
  }

  void receive_sealed(std::string_view bytes) {
    count_pieces(bytes);
    receive(seal_.close(packet_place("b", 2), bytes));
  }

  void receive_from(const node_name& sender, std::uint64_t process,
                    peer::Packet packet) {
    packet.set_node(sender);
    packet.set_process(process);
    packet.set_number(++number_);
    receive_sealed(packet.SerializeAsString());
  }

  /// What the bytes are is sent as a whole or in two pieces.
  void receive_from(const node_name& sender, std::uint64_t process,
                    std::string_view bytes, bool in_pieces) {
    peer::Packet whole;
    if (!whole.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
      return;
    if (!in_pieces) return receive_from(sender, process, std::move(whole));
    whole.set_node(sender);
    whole.set_process(process);
    const auto all = whole.SerializeAsString();
    peer::Packet part;
    auto& piece = *part.mutable_piece();
    piece.set_first(true);
    piece.set_bytes(all.substr(0, all.size() / 2));
    receive_from(sender, process, part);
    piece.set_first(false);
    piece.set_last(true);
    piece.set_bytes(all.substr(all.size() / 2));
    receive_from(sender, process, part);
  }

  void wait(milliseconds time) { now_ += time; }

  /// In the end nothing waits any more, and all is accounted for.
  void finish() {
    wait(std::max(packet_parts_time, early_time));
    grant({{"b", 2}});
    require(gate_.held() == 0);
    const auto counts = gate_.refused();
    const auto ended = std::accumulate(counts.begin(), counts.end(), passed_);
    require(ended <= received_ && received_ <= ended + pieces_);
  }

 private:
  std::uint64_t refused(packet_gate::refusal why) const {
    return gate_.refused()[static_cast<std::size_t>(why)];
  }

  void count_pieces(std::string_view bytes) {
    peer::Packet packet;
    if (packet.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
        packet.has_piece())
      ++pieces_;
  }

  void require_bounded() const {
    require(gate_.held() <= std::min(size_, packet_parts_size + early_size));
  }

  void pass(const peer::Packet& packet) {
    ++passed_;
    require(is_well_formed(packet) && !packet.has_piece());
    require(granted_.contains({packet.node(), packet.process()}));
    require(!packet.has_echo() || packet.node() == "b");
    reader_.read(packet);
  }

  const parley::cluster_seal seal_;
  packet_gate::time_point now_{std::chrono::hours(1)};
  packet_gate gate_;
  parley::packet_reader reader_;
  /// Whoever has had a lease.
  std::set<std::pair<node_name, std::uint64_t>> granted_;
  std::uint64_t number_ = 0;
  std::uint64_t received_ = 0;
  std::size_t size_ = 0;
  std::uint64_t pieces_ = 0;
  std::uint64_t passed_ = 0;
};

std::map<node_name, std::uint64_t, std::less<>> leases(std::size_t bits) {
  std::map<node_name, std::uint64_t, std::less<>> out{{"b", 2}};
  if ((bits & 1) != 0) out.emplace("a", (bits & 2) != 0 ? 7 : 1);
  if ((bits & 4) != 0) out.emplace("c", 3);
  return out;
}

void take_step(node& here, steps& input) {
  const auto what = input.byte() % 8;
  const auto size = input.size();
  if (what == 0) return here.wait(milliseconds(size));
  if (what == 1) return here.grant(leases(size));
  const auto bytes = input.bytes(size);
  switch (what) {
    case 2:
      return here.receive_unsealed(bytes);
    case 3:
      return here.receive_sealed(bytes);
    case 4:
      return here.receive_from("a", 1, bytes, false);
    case 5:
      return here.receive_from("a", 1, bytes, true);
    case 6:
      return here.receive_from("b", 2, bytes, false);
    default:
      return here.receive_from("c", 3, bytes, false);
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  spdlog::set_level(spdlog::level::off);  // each refusal is a line
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  steps input(data, size);
  node here((input.byte() & 1) != 0);
  while (!input.empty()) take_step(here, input);
  here.finish();
  return 0;
}
