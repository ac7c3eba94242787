#include "cluster/bus.hpp"

#include "protocol/ids.hpp"
#include "protocol/limits.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace parley::cluster {

bus::bus(quiet_actor& self, cluster_options options, std::uint64_t process)
    : self_(self), options_(std::move(options)), process_(process) {}

bus::~bus() = default;

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
  receiver_ = std::make_unique<receiver>(ends);
  nats_ = std::make_unique<nats_connection>(options_, "bus");
  nats_->subscribe(subject_of(options_.node), [this](std::string_view bytes) {
    receiver_->receive(bytes);
  });
}

std::string bus::subject_of(const node_name& node) const {
  return "parley." + options_.name + ".node." + node;
}

// -- sending ------------------------------------------------------------------

void bus::on_send(send_packet& request) {
  publish(request.to, *request.packet);
}

void bus::publish(const node_name& to, peer::Packet& packet) {
  packet.set_node(options_.node);
  packet.set_process(process_);
  packet.SerializeToString(&bytes_);
  const auto subject = subject_of(to);
  self_.record().count_out(1);
  if (bytes_.size() > bus_piece_size)
    publish_in_pieces(subject, std::exchange(bytes_, {}));
  else
    nats_->publish(subject, bytes_);
}

// A server of NATS takes no message above a megabyte.
void bus::publish_in_pieces(const std::string& subject,
                            const std::string& bytes) {
  peer::Packet one;
  one.set_node(options_.node);
  one.set_process(process_);
  for (std::size_t at = 0; at < bytes.size(); at += bus_piece_size) {
    auto& piece = *one.mutable_piece();
    piece.set_bytes(bytes.substr(at, bus_piece_size));
    piece.set_first(at == 0);
    piece.set_last(at + bus_piece_size >= bytes.size());
    if (!nats_->publish(subject, one.SerializeAsString())) return;
  }
}

// -- settling -----------------------------------------------------------------

void bus::on_standing_changed(const standing_changed& notice) {
  standing_ = notice.now;
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

// -- receiving ----------------------------------------------------------------

void bus::receiver::receive(std::string_view bytes) {
  auto packet = std::make_shared<peer::Packet>();
  if (!packet->ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return spdlog::warn("bus.malformed bytes={}", bytes.size());
  if (!packet->has_piece()) return hand_on(std::move(packet));
  const auto& piece = packet->piece();
  const auto sender = packet->node() + '/' + std::to_string(packet->process());
  auto& whole = parts_[sender];
  if (piece.first()) whole.clear();
  whole += piece.bytes();
  if (!piece.last()) return;
  const auto all = std::exchange(whole, {});
  parts_.erase(sender);
  receive(all);
}

void bus::receiver::hand_on(std::shared_ptr<const peer::Packet> packet) {
  const auto at_loop = [](const std::vector<caf::actor>& ends,
                          std::string_view room) -> const caf::actor& {
    return ends[loop_of(room, ends.size())];
  };
  const auto to = [&](const caf::actor& end) {
    caf::anon_send(end, packet_arrived{packet});
  };
  switch (packet->what_case()) {
    case peer::Packet::kToOwner:
      return to(at_loop(ends_.outlets, packet->to_owner().room()));
    case peer::Packet::kFromOwner:
      return to(at_loop(ends_.inlets, packet->from_owner().room()));
    case peer::Packet::kLegacy:
      return to(at_loop(ends_.outlets, packet->legacy().room()));
    case peer::Packet::kYield:
      return to(at_loop(ends_.inlets, packet->yield().room()));
    case peer::Packet::kYielded:
      return to(at_loop(ends_.outlets, packet->yielded().room()));
    case peer::Packet::kApiCall:
    case peer::Packet::kApiAnswer:
      return to(ends_.neighbours);
    case peer::Packet::kLegacies:
    case peer::Packet::kSettled:
      for (const auto& each : ends_.outlets) to(each);
      return;
    case peer::Packet::kEcho:
      for (const auto& each : ends_.inlets) to(each);
      return;
    case peer::Packet::kEmulated:
      return ends_.emulated(packet->emulated().session(),
                            packet->emulated().data());
    case peer::Packet::kPiece:
    case peer::Packet::WHAT_NOT_SET:
      return;
  }
}

}  // namespace parley::cluster
