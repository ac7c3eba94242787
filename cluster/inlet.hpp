// SPDX-License-Identifier: Apache-2.0
// Joins the relays of one loop to the cluster: it knows the owners of their
// rooms, sends the relays' requests there, gives them the owners' packets, and
// turns them to the new owners when the view changes. One per loop.
#pragma once

#include "actors/pinned.hpp"
#include "cluster/bus_door.hpp"
#include "cluster/cluster_messages.hpp"
#include "protocol/name_hash.hpp"

#include <caf/behavior.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace parley::cluster {

class inlet {
 public:
  static constexpr const char* name = "inlet";

  inlet(pinned& self, bus_door bus);

  caf::behavior make_behavior();

  /// Relays.
  std::size_t size() const { return relays_.size(); }

 private:
  struct entry {
    caf::actor relay;
    node_name owner;  // empty: no node is in the view
    /// Packets of owners by older views are not for this relay.
    view_number since = 0;
  };

  void on_relay_up(const relay_up& notice);
  void on_relay_down(const relay_down& notice);
  void on_ask_owner(ask_owner& request);
  void on_standing_changed(const standing_changed& notice);
  void turn_to(standing_ptr next);
  void send_echo();
  void on_echo(const peer::Packet& packet);
  void on_relay_turned(const relay_turned& notice);
  void on_relay_state(const relay_state& answer);
  void on_packet(const packet_arrived& arrived);
  void on_from_owner(const packet_arrived& arrived);
  void hold(const packet_arrived& arrived);
  void take_held();
  void look_again_soon();
  void on_look_again();
  void take(const packet_arrived& arrived);
  bool is_lease_over() const;
  void on_yield(const peer::Packet& packet);

  bool may_have_missed_views(const standing& next) const;
  node_name owner_of(const std::string& room) const;
  void send(const node_name& to, std::shared_ptr<peer::Packet> packet);
  void detach(const node_name& owner, const std::string& room);
  void settle_when_turned();

  pinned& self_;
  bus_door bus_;
  standing_ptr standing_;
  /// The standing from the arrival of the echo on. Null: nothing new.
  standing_ptr coming_;
  /// `coming_` has replaced another one that was never in force.
  bool has_skipped_ = false;
  name_map<entry> relays_;
  /// Packets of owners that came while our lease was over, in order.
  std::vector<packet_arrived> held_;
  /// Rooms whose relays have not turned to their owner in the newest view.
  std::set<std::string> turning_;
  view_number settled_number_ = 0;
};

}  // namespace parley::cluster
