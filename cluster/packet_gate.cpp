// SPDX-License-Identifier: Apache-2.0
#include "cluster/packet_gate.hpp"

#include "cluster/packet_check.hpp"
#include "protocol/inspection.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley::cluster {

namespace {

constexpr const auto& names = refused_packets;
static_assert(names.size() == packet_gate::refusals);

std::shared_ptr<const peer::Packet> parsed(std::string_view bytes) {
  auto packet = std::make_shared<peer::Packet>();
  if (!packet->ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !is_well_formed(*packet))
    return nullptr;
  return packet;
}

}  // namespace

std::string packet_place(const node_name& to, std::uint64_t process) {
  return "packet " + to + ' ' + std::to_string(process);
}

packet_gate::packet_gate(node_name self, std::uint64_t process,
                         cluster_seal seal, sink pass)
    : self_(std::move(self)),
      process_(process),
      seal_(seal),
      place_(packet_place(self_, process)),
      pass_(std::move(pass)) {
  senders_[self_].process = process_;
}

// A process does not return once another one of its name had the lease: one
// that claims to has copied its lease, and could copy its packets. Without a
// secret leases prove nothing, and the newest counts.
void packet_gate::on_standing(const standing& now, time_point at) {
  const std::lock_guard lock(mutex_);
  for (auto each = senders_.begin(); each != senders_.end();) {
    if (each->first == self_ || now.processes.contains(each->first)) {
      ++each;
    } else {
      drop_parts(each->second);
      each = senders_.erase(each);
    }
  }
  for (const auto& [node, process] : now.processes) {
    if (node == self_) continue;
    auto& known = senders_[node];
    if (known.process == process || has_ended(process)) continue;
    if (known.process != 0) note_ended(known.process);
    drop_parts(known);
    known = {.process = process};
  }
  drop_late(at);
  for (auto& each : std::exchange(early_, {})) {
    early_bytes_ -= each.size;
    if (auto* from = sender_of(*each.packet))
      take(*from, std::move(each.packet), each.size, at);
    else
      wait(std::move(each.packet), each.size, each.at);
  }
}

bool packet_gate::has_ended(std::uint64_t process) const {
  return seal_.has_secret() &&
         std::ranges::find(ended_, process) != ended_.end();
}

void packet_gate::note_ended(std::uint64_t process) {
  ended_.push_back(process);
  if (ended_.size() > ended_processes) ended_.pop_front();
}

void packet_gate::receive(std::string_view bytes, time_point at) {
  const std::lock_guard lock(mutex_);
  drop_late(at);
  const auto opened = seal_.open(place_, bytes);
  if (!opened) return refuse(refusal::unsealed, "", bytes.size());
  auto packet = parsed(*opened);
  if (!packet) return refuse(refusal::malformed, "", bytes.size());
  if (auto* from = sender_of(*packet))
    take(*from, std::move(packet), bytes.size(), at);
  else
    wait(std::move(packet), bytes.size(), at);
}

packet_gate::sender* packet_gate::sender_of(const peer::Packet& packet) {
  const auto at = senders_.find(packet.node());
  return at != senders_.end() && at->second.process == packet.process()
             ? &at->second
             : nullptr;
}

// Without a secret a number would be no more than a claim, by which the true
// sender could be shut out.
void packet_gate::take(sender& from, packet_ptr packet, std::size_t size,
                       time_point at) {
  if (seal_.has_secret()) {
    if (packet->number() <= from.last_number)
      return refuse(refusal::copy, packet->node(), size);
    from.last_number = packet->number();
  }
  if (packet->has_piece())
    take_piece(from, *packet, at);
  else
    pass(packet, size);
}

void packet_gate::take_piece(sender& from, const peer::Packet& packet,
                             time_point at) {
  const auto& piece = packet.piece();
  if (piece.first()) {
    drop_parts(from);
    from.whole.emplace();
    from.since = at;
  }
  // The rest of a packet whose first piece was lost, or that was dropped.
  if (!from.whole) return;
  const auto size = piece.bytes().size();
  if (from.whole->size() + size > packet_whole_size ||
      parts_ + size > packet_parts_size) {
    drop_parts(from);
    return refuse(refusal::too_large, packet.node(), size);
  }
  *from.whole += piece.bytes();
  parts_ += size;
  if (!piece.last()) return;
  const auto whole = *std::exchange(from.whole, std::nullopt);
  parts_ -= whole.size();
  const auto inner = parsed(whole);
  if (!inner || inner->has_piece() || inner->node() != packet.node() ||
      inner->process() != packet.process())
    return refuse(refusal::malformed, packet.node(), whole.size());
  pass(inner, whole.size());
}

// An echo implies that all earlier events of other nodes have arrived: so only
// the node itself may send it.
void packet_gate::pass(const packet_ptr& packet, std::size_t size) {
  if (packet->has_echo() && packet->node() != self_)
    return refuse(refusal::malformed, packet->node(), size);
  pass_(packet);
}

// A lease and the first packet of its process come by two ways.
void packet_gate::wait(packet_ptr packet, std::size_t size, time_point at) {
  if (early_.size() >= early_packets || early_bytes_ + size > early_size)
    return refuse(refusal::stranger, packet->node(), size);
  early_bytes_ += size;
  early_.push_back({std::move(packet), size, at});
}

void packet_gate::drop_parts(sender& from) {
  if (!from.whole) return;
  parts_ -= from.whole->size();
  from.whole.reset();
}

void packet_gate::drop_late(time_point now) {
  while (!early_.empty() && now - early_.front().at >= early_time) {
    const auto& first = early_.front();
    early_bytes_ -= first.size;
    refuse(refusal::stranger, first.packet->node(), first.size);
    early_.pop_front();
  }
  if (parts_ == 0) return;
  for (auto& [node, each] : senders_) {
    if (!each.whole || now - each.since < packet_parts_time) continue;
    refuse(refusal::too_large, node, each.whole->size());
    drop_parts(each);
  }
}

// `node` is not logged as it came: it is a claim, and any bytes.
void packet_gate::refuse(refusal why, std::string_view node, std::size_t size) {
  const auto i = static_cast<std::size_t>(why);
  ++refused_[i];
  if (const auto count = lines_[i].count(std::chrono::steady_clock::now()))
    spdlog::warn("bus.refused why={} node={} bytes={} count={}", names[i],
                 is_node_name(node) ? node : "?", size, count);
}

std::array<std::uint64_t, packet_gate::refusals> packet_gate::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

std::size_t packet_gate::held() const {
  const std::lock_guard lock(mutex_);
  return parts_ + early_bytes_;
}

}  // namespace parley::cluster
