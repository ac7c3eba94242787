// SPDX-License-Identifier: Apache-2.0
// Joins the rooms that this node owns to the cluster. To a room it is the
// courier of all its members: they are connections of relays, and an event of
// the room goes to each node with members once. To a node's relays it is the
// owner. What it decides is in cluster/own; it turns packets into requests to
// rooms, and answers and events into packets. One per loop, for the rooms whose
// names hash to it.
#pragma once

#include "actors/journal_messages.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"
#include "cluster/bus_door.hpp"
#include "cluster/cluster_messages.hpp"
#include "cluster/own/held_requests.hpp"
#include "cluster/own/ownership.hpp"
#include "cluster/own/relay_table.hpp"
#include "cluster/own/state_transfer.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_pace.hpp"
#include "protocol/name_hash.hpp"

#include <caf/behavior.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace parley::cluster {

/// Processes of nodes that an outlet has served. More are not: each is one
/// start of a node.
inline constexpr std::size_t outlet_processes = 65'536;
/// Rooms that other owners have left to this loop and that have not begun. More
/// are lost, as if those owners had died.
inline constexpr std::size_t outlet_legacies = 1'000'000;

class outlet {
 public:
  static constexpr const char* name = "outlet";

  /// `owners`: the actors that rooms owned by this node know; this is one of
  /// the couriers there. It outlives the actor.
  outlet(pinned& self, const room_topology& owners, bus_door bus);

  caf::behavior make_behavior();

  /// A broadcast of a room.
  using frequent = deliver;
  void receive(const deliver& order);

  /// Rooms with relays.
  std::size_t size() const { return relays_.size(); }

 private:
  using slot = own::slot;

  // -- requests of relays -----------------------------------------------------

  void on_packet(const packet_arrived& arrived);
  void on_to_owner(const packet_arrived& arrived);
  static bool begins_with_attach(const peer::Packet& packet);
  void note(const peer::Packet& packet);
  void serve_held();
  void serve_held(const std::string& room);
  void serve(const peer::Packet& packet);
  bool is_in_order(slot from, const peer::ToOwner& asked);
  void serve(slot from, const std::string& room, const peer::Wish& wish);
  void attach(slot from, const std::string& room, const peer::Wish& wish);
  void join(slot from, const std::string& room, const peer::Wish& wish);
  void leave(slot from, const std::string& room, const peer::Wish& wish);
  void publish(slot from, const std::string& room, const peer::Wish& wish);
  void renew(slot from, const std::string& room, const peer::Member& member);
  void detach(slot from, const std::string& room);
  template <class Op>
  void ask(const std::string& room, Op request, reply_to<Op> answer_to);
  template <class Op>
  void ask(const std::string& room, Op request) {
    pass_on_position(room);
    owners_.directories[self_.where().index()].ask(self_, room,
                                                   std::move(request));
  }
  template <class Op>
  reply_to<Op> expect(slot from, const std::string& room, std::uint64_t tag);

  // -- events and answers of rooms --------------------------------------------

  void on_answer(room_answer& answer);
  void on_attached(slot to, const std::string& room, std::uint64_t tag,
                   const attached& in);
  void on_dismiss(const dismiss& order);
  void on_turn_out(const turn_out& order);
  void on_evict(const evict& order);
  /// A packet for a relay of the room, without events yet.
  std::shared_ptr<peer::Packet> packet_for(const std::string& room,
                                           link::stamp at) const;
  void tell(slot to, const std::string& room, const peer::Event& event);
  void tell(slot to, const std::string& room, own::relay_record& relay,
            std::string events, const std::vector<connection_id>* except);
  void tell_apart(const node_name& to, const std::string& room,
                  const peer::Event& event);
  void tell_all(room_id room, const peer::Event& event);
  void on_beat();

  // -- rooms that come and go -------------------------------------------------

  void on_standing_changed(const standing_changed& notice);
  void on_leave_cluster(const leave_cluster& order);
  void tell_if_left();
  void list_rooms_to_close();
  void note_held();
  void on_room_list(const room_list& list);
  void on_handed_over(handed_over& answer);
  void acknowledge_when_closed();
  bool is_fenced() const;
  bool may_begin_rooms() const;
  void on_legacy(const peer::Packet& packet);
  void inherit(const node_name& from, const peer::Legacy& legacy);

  // -- rooms that do not run --------------------------------------------------

  void give_positions_from(std::size_t part);
  void on_positions_given(positions_given& answer);
  void pass_to_owners(std::vector<remembered_positions::taken_room> rooms);
  void on_legacies(const peer::Packet& packet);
  void pass_on_position(const std::string& room);
  void pass_on_positions();
  void remember_here(const std::string& room, const own::state_source& known);

  void on_load_room(const load_room& request);
  void carry_out(own::transfer_step step);
  void ask_silent_sources_again();
  void on_yielded(const peer::Packet& packet);
  void on_departures();
  void on_depart();
  void go_on_soon();

  static connection_id id_of(slot from, std::uint32_t number);
  void send(const node_name& to, std::shared_ptr<peer::Packet> packet);

  pinned& self_;
  const room_topology& owners_;
  bus_door bus_;
  own::ownership ownership_;
  own::held_requests<packet_arrived> held_{outlet_held_packets};
  own::relay_table relays_{outlet_processes};

  struct waiting {
    slot from;
    std::string room;
    std::uint64_t tag;
  };
  std::unordered_map<std::uint64_t, waiting> awaited_;
  std::uint64_t asked_ = 0;

  own::state_transfer transfer_;
  log_pace legacies_lost_;
  log_pace sources_silent_;
  /// Rooms that wait for their state.
  std::map<std::string, ref_to<loaded>> loading_;

  std::function<void()> left_;  // to be called when our rooms are others'
  /// Counts walks over the positions of rooms that do not run.
  std::uint64_t walk_ = 0;
  bool goes_on_soon_ = false;
};

}  // namespace parley::cluster
