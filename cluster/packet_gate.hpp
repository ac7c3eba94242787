// SPDX-License-Identifier: Apache-2.0
// Which packets of the bus a node accepts: those of processes that have a
// lease; with a secret, sealed for this process, and each once. Malformed,
// foreign and repeated packets are refused and counted. It assembles packets
// that were sent in pieces. Any thread; no clock.
#pragma once

#include "cluster/standing.hpp"
#include "protocol/log_pace.hpp"
#include "protocol/peer/peer.pb.h"
#include "store/cluster_seal.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace parley::cluster {

/// Bytes of one packet that came in pieces, and of all incomplete ones. Over:
/// the received part of the packet is dropped.
inline constexpr std::size_t packet_whole_size = 64 * 1024 * 1024;
inline constexpr std::size_t packet_parts_size = 128 * 1024 * 1024;
/// From the first piece to the last. After that they are dropped.
inline constexpr std::chrono::milliseconds packet_parts_time{10'000};
/// Packets of processes whose lease is not known yet: their number, their
/// bytes, and how long they wait for it. Over: dropped.
inline constexpr std::size_t early_packets = 1'024;
inline constexpr std::size_t early_size = 4 * 1024 * 1024;
inline constexpr std::chrono::milliseconds early_time{2'000};

/// Ended processes that are remembered, so that copies of their packets are not
/// accepted. Over: the oldest is forgotten.
inline constexpr std::size_t ended_processes = 4'096;

/// Where a sealed packet belongs: it opens nowhere else.
std::string packet_place(const node_name& to, std::uint64_t process);

class packet_gate {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  /// Takes what gets in, in order; called under the gate's lock.
  using sink = std::function<void(std::shared_ptr<const peer::Packet>)>;

  packet_gate(node_name self, std::uint64_t process, cluster_seal seal,
              sink pass);

  /// The processes that have a lease now.
  void on_standing(const standing& now, time_point at);

  void receive(std::string_view bytes, time_point at);

  enum class refusal : std::uint8_t {
    malformed,  // no packet, or one that no node sends
    unsealed,   // without our secret, or for another process
    stranger,   // of a process that has no lease
    copy,       // came before
    too_large,  // pieces over their bounds
  };
  static constexpr std::size_t refusals = 5;
  std::array<std::uint64_t, refusals> refused() const;

  /// Bytes that wait to be complete, or for a lease.
  std::size_t held() const;

 private:
  using packet_ptr = std::shared_ptr<const peer::Packet>;
  struct sender {
    std::uint64_t process = 0;
    std::uint64_t last_number = 0;
    /// The pieces received since then.
    std::optional<std::string> whole{};
    time_point since{};
  };
  struct early {
    packet_ptr packet;
    std::size_t size;
    time_point at;
  };

  void refuse(refusal why, std::string_view node, std::size_t size);
  /// Null: no process of a lease sends so.
  sender* sender_of(const peer::Packet& packet);
  void take(sender& from, packet_ptr packet, std::size_t size, time_point at);
  void take_piece(sender& from, const peer::Packet& packet, time_point at);
  void pass(const packet_ptr& packet, std::size_t size);
  void wait(packet_ptr packet, std::size_t size, time_point at);
  bool has_ended(std::uint64_t process) const;
  void note_ended(std::uint64_t process);
  void drop_parts(sender& from);
  void drop_late(time_point now);

  const node_name self_;
  const std::uint64_t process_;
  const cluster_seal seal_;
  const std::string place_;
  const sink pass_;

  mutable std::mutex mutex_;  // guards what follows
  std::map<node_name, sender, std::less<>> senders_;
  /// Processes that another one of their name has followed, oldest first.
  std::deque<std::uint64_t> ended_;
  std::size_t parts_ = 0;  // bytes
  std::deque<early> early_;
  std::size_t early_bytes_ = 0;
  std::array<std::uint64_t, refusals> refused_{};
  std::array<log_pace, refusals> lines_{};
};

}  // namespace parley::cluster
