// SPDX-License-Identifier: Apache-2.0
#include "cluster/bus.hpp"

#include "protocol/ids.hpp"
#include "protocol/limits.hpp"

#include <caf/send.hpp>

#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::cluster {

namespace {

void hand_on(const bus_ends& ends,
             const std::shared_ptr<const peer::Packet>& packet) {
  const auto at_loop = [](const std::vector<caf::actor>& all,
                          std::string_view room) -> const caf::actor& {
    return all[loop_of(room, all.size())];
  };
  const auto to = [&](const caf::actor& end) {
    caf::anon_send(end, packet_arrived{packet});
  };
  switch (packet->what_case()) {
    case peer::Packet::kToOwner:
      return to(at_loop(ends.outlets, packet->to_owner().room()));
    case peer::Packet::kFromOwner:
      return to(at_loop(ends.inlets, packet->from_owner().room()));
    case peer::Packet::kLegacy:
      return to(at_loop(ends.outlets, packet->legacy().room()));
    case peer::Packet::kYield:
      return to(at_loop(ends.inlets, packet->yield().room()));
    case peer::Packet::kYielded:
      return to(at_loop(ends.outlets, packet->yielded().room()));
    case peer::Packet::kApiCall:
    case peer::Packet::kApiAnswer:
      return to(ends.neighbours);
    case peer::Packet::kLegacies:
    case peer::Packet::kSettled:
      for (const auto& each : ends.outlets) to(each);
      return;
    case peer::Packet::kEcho:
      for (const auto& each : ends.inlets) to(each);
      return;
    case peer::Packet::kEmulated:
      return ends.emulated(packet->emulated().session(),
                           packet->emulated().data());
    case peer::Packet::kPiece:
    case peer::Packet::WHAT_NOT_SET:
      return;
  }
}

}  // namespace

bus::bus(quiet_actor& self, cluster_options options, std::uint64_t process,
         transport ways, std::shared_ptr<bus_watch> seen)
    : self_(self),
      options_(std::move(options)),
      process_(process),
      ways_(std::move(ways)),
      watch_(std::move(seen)),
      seal_(options_.secret, options_.name) {}

// The port first: its threads use the gate.
bus::~bus() {
  watch_->look_at(nullptr, nullptr);
  nats_.reset();
}

caf::behavior bus::make_behavior() {
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), settled_again,
                     tell_settled_again{});
  return {
      [this](send_packet& request) { on_send(request); },
      [this](const bus_ends& ends) { on_ends(ends); },
      [this](const standing_changed& notice) { on_standing_changed(notice); },
      [this](const loop_settled& notice) { on_loop_settled(notice); },
      [this](const tell_settled_again&) { on_tell_settled(); },
  };
}

void bus::on_ends(const bus_ends& ends) {
  ends_ = ends.inlets.size() + ends.outlets.size();
  gate_ = std::make_unique<packet_gate>(
      options_.node, process_, seal_,
      [ends](const std::shared_ptr<const peer::Packet>& packet) {
        hand_on(ends, packet);
      });
  if (standing_)
    gate_->on_standing(*standing_, std::chrono::steady_clock::now());
  nats_ = ways_.messages();
  nats_->subscribe(subject_of(options_.node), [this](std::string_view bytes) {
    gate_->receive(bytes, std::chrono::steady_clock::now());
  });
  watch_->look_at(nats_.get(), gate_.get());
}

std::string bus::subject_of(const node_name& node) const {
  return "parley." + options_.name + ".node." + node;
}

// -- sending ------------------------------------------------------------------

void bus::on_send(send_packet& request) {
  publish(request.to, *request.packet);
}

void bus::publish(const node_name& to, peer::Packet& packet) {
  if (!nats_) return;
  packet.set_node(options_.node);
  packet.set_process(process_);
  self_.record().count_out(1);
  if (packet.ByteSizeLong() > bus_piece_size)
    publish_in_pieces(to, packet.SerializeAsString());
  else
    publish_one(to, packet);
}

bool bus::publish_one(const node_name& to, peer::Packet& packet) {
  packet.set_number(++number_);
  return nats_->publish(subject_of(to),
                        seal_.close(packet_place(to, process_of(to)),
                                    packet.SerializeAsString()));
}

// A node whose lease we have not heard of does not believe us what is for
// nobody: it is asked for again, as if it had been lost.
std::uint64_t bus::process_of(const node_name& node) const {
  if (node == options_.node) return process_;
  if (!standing_) return 0;
  const auto at = standing_->processes.find(node);
  return at == standing_->processes.end() ? 0 : at->second;
}

// A server of NATS takes no message above a megabyte.
void bus::publish_in_pieces(const node_name& to, const std::string& bytes) {
  peer::Packet one;
  one.set_node(options_.node);
  one.set_process(process_);
  for (std::size_t at = 0; at < bytes.size(); at += bus_piece_size) {
    auto& piece = *one.mutable_piece();
    piece.set_bytes(bytes.substr(at, bus_piece_size));
    piece.set_first(at == 0);
    piece.set_last(at + bus_piece_size >= bytes.size());
    if (!publish_one(to, one)) return;
  }
}

// -- settling -----------------------------------------------------------------

void bus::on_standing_changed(const standing_changed& notice) {
  standing_ = notice.now;
  if (gate_) gate_->on_standing(*standing_, std::chrono::steady_clock::now());
}

void bus::on_loop_settled(const loop_settled& notice) {
  if (notice.number < settling_) return;
  if (notice.number > settling_) settled_ends_ = 0;
  settling_ = notice.number;
  if (++settled_ends_ < ends_) return;
  settled_ = settling_;
  tell_settled();
}

void bus::tell_settled() {
  if (!standing_ || settled_ != standing_->latest.number) return;
  peer::Packet packet;
  packet.mutable_settled()->set_view(settled_);
  for (const auto& node : standing_->latest.nodes) publish(node, packet);
}

// A new owner waits for this word of every node: it is said again in case it
// got lost.
void bus::on_tell_settled() {
  tell_settled();
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), settled_again,
                     tell_settled_again{});
}

}  // namespace parley::cluster
