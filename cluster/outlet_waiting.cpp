// Requests of relays, until this node may serve them.
#include "cluster/outlet.hpp"
#include "cluster/placement.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace parley::cluster {

bool outlet::begins_with_attach(const peer::Packet& packet) {
  const auto& wishes = packet.to_owner().wishes();
  return !wishes.empty() && wishes[0].has_attach();
}

void outlet::on_to_owner(const packet_arrived& arrived) {
  const auto& packet = *arrived.packet;
  if (begins_with_attach(packet)) note(packet);
  if (may_serve(packet)) {
    serve_held(packet.to_owner().room());
    serve(packet);
  } else if (is_worth_waiting(packet)) {
    hold(arrived);
  }
}

// What came before goes before.
void outlet::serve_held(const std::string& room) {
  const auto held = held_.extract(room);
  if (held.empty()) return;
  held_count_ -= held.mapped().size();
  for (const auto& each : held.mapped()) on_to_owner(each);
}

// Whose relays have not turned to us yet may still show what another owner
// says: a room begins when all have.
bool outlet::may_serve(const peer::Packet& packet) const {
  if (!standing_ || standing_->is_fenced()) return false;
  const auto& room = packet.to_owner().room();
  return standing_->latest.has(packet.node()) && standing_->holds(room) &&
         !closing_.contains(room) && !lost_after(unlisted_, room) &&
         (rooms_.contains(room) || are_all_settled());
}

// The last term by which a room that is or was ours was that, if somebody else
// may have had it since then: what is here of it is old. Nothing: none did.
std::optional<view_number> outlet::lost_after(
    const std::vector<standing_ptr>& since, std::string_view room) {
  view_number held = 0;
  for (const auto& each : since) {
    if (each->holds(room))
      held = each->term();
    else if (held != 0)
      return held;
  }
  return std::nullopt;
}

bool outlet::is_worth_waiting(const peer::Packet& packet) const {
  if (!standing_ || packet.to_owner().view() > standing_->latest.number)
    return true;
  const auto* owner =
      cluster::owner_of(packet.to_owner().room(), standing_->latest);
  return owner && *owner == standing_->self;
}

bool outlet::are_all_settled() const {
  const auto number = standing_->latest.number;
  return std::ranges::all_of(standing_->latest.nodes, [&](const auto& node) {
    const auto at = settled_.find(node);
    return at != settled_.end() && at->second >= number;
  });
}

// Relays ask again for what does not fit. One that attaches itself anew says
// again all that it has said before.
void outlet::hold(const packet_arrived& arrived) {
  const auto& packet = *arrived.packet;
  auto& held = held_[packet.to_owner().room()];
  if (begins_with_attach(packet)) {
    held_count_ -= std::erase_if(held, [&](const packet_arrived& each) {
      return each.packet->node() == packet.node();
    });
  } else if (held_count_ >= outlet_held_packets) {
    return;
  }
  ++held_count_;
  held.push_back(arrived);
}

// A node says that it goes by a view when the new owners know what its relays
// have: a room goes on from who has most.
void outlet::note(const peer::Packet& packet) {
  if (!standing_ || standing_->is_fenced()) return;
  peer::Event event;
  event.mutable_answer()->set_tag(packet.to_owner().wishes(0).tag());
  event.mutable_answer()->mutable_noted();
  tell_apart(packet.node(), packet.to_owner().room(), event);
}

void outlet::serve_held() {
  if (!standing_ || standing_->is_fenced() || !are_all_settled()) return;
  std::vector<std::string> rooms;
  for (const auto& [room, packets] : held_) rooms.push_back(room);
  for (const auto& room : rooms) serve_held(room);
  for (const auto& room : heirs_.legacies())
    if (standing_->holds(room) && !rooms_.contains(room))
      self_.send(owners_.directories[self_.where().index()],
                 wake_room{room, caf::actor_cast<caf::actor>(&self_)});
  pass_on_positions();
}

}  // namespace parley::cluster
