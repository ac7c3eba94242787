// SPDX-License-Identifier: Apache-2.0
// Requests of relays, until this node may serve them.
#include "cluster/outlet.hpp"

#include <string>

namespace parley::cluster {

bool outlet::begins_with_attach(const peer::Packet& packet) {
  const auto& wishes = packet.to_owner().wishes();
  return !wishes.empty() && wishes[0].has_attach();
}

bool outlet::is_fenced() const {
  return !ownership_.now() || ownership_.now()->is_fenced();
}

bool outlet::may_begin_rooms() const {
  return !is_fenced() && ownership_.have_all_acknowledged();
}

void outlet::on_to_owner(const packet_arrived& arrived) {
  const auto& packet = *arrived.packet;
  const auto& asked = packet.to_owner();
  const bool attaches = begins_with_attach(packet);
  if (attaches) note(packet);
  switch (ownership_.admit({.from = packet.node(),
                            .view = asked.view(),
                            .room = asked.room(),
                            .runs = relays_.has(asked.room())},
                           is_fenced())) {
    case own::admission::serve:
      serve_held(asked.room());
      return serve(packet);
    case own::admission::hold:
      return held_.add(asked.room(), packet.node(), attaches, arrived);
    case own::admission::drop:
      return;
  }
}

// In the order in which they came, before newer ones.
void outlet::serve_held(const std::string& room) {
  for (const auto& each : held_.take(room)) on_to_owner(each);
}

// A node acknowledges a view when the new owners know what its relays have: a
// room goes on from the relay that has most.
void outlet::note(const peer::Packet& packet) {
  if (is_fenced()) return;
  peer::Event event;
  event.mutable_answer()->set_tag(packet.to_owner().wishes(0).tag());
  event.mutable_answer()->mutable_noted();
  tell_apart(packet.node(), packet.to_owner().room(), event);
}

void outlet::serve_held() {
  if (!may_begin_rooms()) return;
  for (const auto& room : held_.rooms()) serve_held(room);
  for (const auto& room : transfer_.sources().to_run())
    if (ownership_.now()->holds(room) && !relays_.has(room))
      self_.send(owners_.directories[self_.where().index()],
                 wake_room{room, caf::actor_cast<caf::actor>(&self_)});
  pass_on_positions();
}

}  // namespace parley::cluster
