// SPDX-License-Identifier: Apache-2.0
// Positions of rooms that do not run, on their way to another owner. There may
// be a million of them.
#include "actors/room_state.hpp"
#include "cluster/outlet.hpp"
#include "cluster/packet_check.hpp"
#include "cluster/placement.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/ids.hpp"

#include <map>
#include <memory>
#include <utility>

namespace parley::cluster {

namespace {

/// Positions that the directory gets in one turn of the loop.
constexpr std::size_t positions_of_turn = 1'000;

}  // namespace

// -- to other owners ----------------------------------------------------------

// The directory answers for one part of its table at a time, so that neither it
// nor we hold up the loop.
void outlet::give_positions_from(std::size_t part) {
  self_.send(owners_.directories[self_.where().index()],
             give_positions{.part = part,
                            .is_lost = ownership_.loss(),
                            .answer_to = caf::actor_cast<caf::actor>(&self_),
                            .tag = walk_});
}

// These positions are no longer in the directory, so they are sent on even if
// there is another view by now. That view has begun another walk.
void outlet::on_positions_given(positions_given& answer) {
  pass_to_owners(std::move(answer.rooms));
  if (answer.tag != walk_) return;
  if (answer.next) return give_positions_from(*answer.next);
  ownership_.on_listed();
  acknowledge_when_closed();
  serve_held();
}

void outlet::pass_to_owners(
    std::vector<remembered_positions::taken_room> rooms) {
  std::map<node_name, std::shared_ptr<peer::Packet>> packets;
  for (auto& [room, what] : rooms) {
    const auto* next = cluster::owner_of(room, ownership_.now()->latest);
    if (!next) continue;
    auto& packet = packets[*next];
    if (!packet) packet = std::make_shared<peer::Packet>();
    auto& legacy = *packet->mutable_legacies()->add_rooms();
    legacy.set_room(room);
    legacy.set_term(ownership_.last_term_of(room));
    put(*legacy.mutable_state(), known_of(std::move(what)));
    if (packet->legacies().rooms_size() >= peer_legacies)
      send(*next, std::exchange(packet, nullptr));
  }
  for (auto& [node, packet] : packets)
    if (packet) send(node, std::move(packet));
}

// -- from the owners before ---------------------------------------------------

// All loops of the node get this packet, and each takes its own rooms.
void outlet::on_legacies(const peer::Packet& packet) {
  for (const auto& each : packet.legacies().rooms())
    if (loop_of(each.room(), owners_.loops) == self_.where().index())
      inherit(packet.node(), each);
  serve_held();
}

// Before the first request to the room, so that the room finds its position.
void outlet::pass_on_position(const std::string& room) {
  if (auto known = transfer_.sources().take_position(room))
    remember_here(room, *known);
}

void outlet::pass_on_positions() {
  const auto taken = transfer_.sources().take_positions(positions_of_turn);
  for (const auto& [room, known] : taken) remember_here(room, known);
  if (taken.size() == positions_of_turn) go_on_soon();
}

void outlet::remember_here(const std::string& room,
                           const own::state_source& known) {
  // Nothing was published there, and no client knows an epoch.
  if (known.end.epoch.empty()) return;
  self_.send(
      owners_.directories[self_.where().index()],
      remember{room,
               {known.state->end, known.state->version, known.state->used}});
}

}  // namespace parley::cluster
