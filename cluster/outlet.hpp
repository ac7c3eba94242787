// Where the rooms that this node owns meet the cluster. To a room it is the
// courier of all its members: they are connections of relays, and what the room
// says goes to each node with members once. To a node's relays it is the
// owner. One per loop, for the rooms whose names hash to it.
#pragma once

#include "actors/journal_messages.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"
#include "cluster/bus_door.hpp"
#include "cluster/cluster_messages.hpp"
#include "cluster/link/owner_end.hpp"
#include "cluster/own/held_requests.hpp"
#include "cluster/own/ownership.hpp"
#include "cluster/own/state_transfer.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_pace.hpp"
#include "protocol/name_hash.hpp"

#include <caf/behavior.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace parley::cluster {

/// Processes of nodes that an outlet has dealt with. More are not served: each
/// is one start of a node.
inline constexpr std::size_t outlet_processes = 65'536;
/// Rooms that others have left to a loop of this node and that have not begun.
/// More are lost, as if the node before had died.
inline constexpr std::size_t outlet_legacies = 1'000'000;

class outlet {
 public:
  static constexpr const char* name = "outlet";

  /// `owners`: the actors that rooms of this node's own know; this is one of
  /// its couriers. It outlives the actor.
  outlet(pinned& self, const topology& owners, bus_door bus);

  caf::behavior make_behavior();

  /// A broadcast of a room.
  using frequent = deliver;
  void receive(const deliver& order);

  /// Rooms that nodes listen to.
  std::size_t size() const { return rooms_.size(); }

 private:
  /// A process of a node, by its place in the ids of its connections.
  using slot = std::uint32_t;

  /// The relay of one node at one room.
  struct attachment {
    link::owner_end link;
    /// Of its members.
    std::set<std::uint32_t> numbers;
  };
  struct owned {
    bool answered = false;
    room_id id;  // only then
    std::map<slot, attachment> relays;
  };

  // -- what relays want -------------------------------------------------------

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
  void ask(const std::string& room, room_request request);
  reply_address expect(slot from, const std::string& room, std::uint64_t tag);

  // -- what rooms say ---------------------------------------------------------

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
  void tell(slot to, const std::string& room, attachment& relay,
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
  bool is_gone(slot which) const;
  void forget_lost_nodes();
  void forget_process(slot gone);
  void on_departures();
  void on_depart();
  void go_on_soon();

  std::optional<slot> slot_of(const std::string& node, std::uint64_t process);
  static connection_id id_of(slot from, std::uint32_t number);
  void forget_room(const std::string& room);
  void send(const node_name& to, std::shared_ptr<peer::Packet> packet);

  pinned& self_;
  const topology& owners_;
  bus_door bus_;
  own::ownership ownership_;
  own::held_requests<packet_arrived> held_{outlet_held_packets};

  struct process {
    node_name node;
    /// Those that have a relay there. Sorted, so that they leave in the same
    /// order in every run.
    std::set<std::string> rooms{};
  };
  std::vector<process> processes_;  // by slot
  std::map<std::pair<node_name, std::uint64_t>, slot> slots_;
  /// The newest process of each node.
  std::map<node_name, slot> newest_;
  name_map<owned> rooms_;
  std::unordered_map<room_id, std::string> names_;

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
  std::map<std::string, caf::actor> loading_;

  std::function<void()> left_;  // to be called when our rooms are others'
  /// Counts walks over the positions of rooms that do not run.
  std::uint64_t walk_ = 0;
  bool goes_on_soon_ = false;

  /// Members of nodes that are gone, who leave a few at a time.
  std::deque<std::pair<std::string, part_relay>> departures_;
  /// The rooms that they leave.
  std::vector<std::string> deserted_;
};

}  // namespace parley::cluster
