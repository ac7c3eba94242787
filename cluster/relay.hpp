// A room's stand-in on a node: sessions take it for the room itself. It has the
// room's members of this node and says to them what the owner says; what they
// want of the room it asks the owner for, again when that may have been lost or
// somebody else is the owner. It knows the newest of the room's past, from
// which the next owner goes on. Lives on the loop the room's name hashes to.
#pragma once

#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_voice.hpp"
#include "actors/topology.hpp"
#include "cluster/cluster_messages.hpp"
#include "cluster/link/relay_end.hpp"
#include "room/room.hpp"

#include <caf/behavior.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace parley::cluster {

class relay {
 public:
  static constexpr const char* name = "relay";

  /// `directory` is told when nobody needs the relay; `inlet` knows the way to
  /// the owner.
  relay(pinned& self, const topology& actors, caf::actor directory,
        caf::actor inlet, room_id id, std::string room_name);

  caf::behavior make_behavior();

  /// Members of this node.
  std::size_t size() const { return members_.size(); }
  actor_detail detail() const;

 private:
  // -- what sessions and others want of the room ------------------------------

  void on_passed_on(passed_on& passed);
  void on(join_room& request);
  void on(publish& request);
  void on(const ask_presence& request);
  void on(const ask_head_count& request);
  void on(const ask_history& request);
  void on(const clear_history& request);
  void on(const attach_relay& request);
  void on(const part_relay& request);
  void on(const renew_member& request);
  void on_say(say& request);
  void on_leave(const leave& request);
  void on_admitted(const join_room& request, std::uint32_t number,
                   room_outcome& outcome);
  void on_moderated(moderated& order);
  bool silences(connection_id speaker) const;
  void on_finish(const finish& request);

  // -- to the owner -----------------------------------------------------------

  using continuation = std::function<void(room_outcome&)>;
  /// What the owner was asked for and has not answered.
  struct unanswered {
    peer::Wish wish;
    continuation then;
  };
  void ask(peer::Wish wish, continuation then);
  void send(peer::Wish wish, link::stamp at);
  void ask_and_answer(peer::Wish wish, const reply_address& answer_to);
  bool has_place(const std::string& data) const;
  void attach();
  void send_again();
  void on_owner_changed(const owner_changed& notice);
  void turned();
  void on_look_after();
  void look_after_soon();

  // -- from the owner ---------------------------------------------------------

  void on_told(const told& message);
  bool is_next(const peer::FromOwner& from);
  void take(const peer::Event& event,
            const room_voice::connection_list& except);
  void take(const peer::Said& said, const room_voice::connection_list& except);
  void take(const peer::Answer& answer);
  void on_attached(const peer::Attached& answer);
  void turn_out_all();
  room_voice::connection_list ids_of(const peer::FromOwner& from) const;

  void on_ask_state(const ask_state& request);
  void rest_if_empty();
  void end();

  pinned& self_;
  const topology& actors_;
  caf::actor directory_;
  caf::actor inlet_;
  room_id id_;
  /// Has the members of this node only.
  room room_;
  room_voice voice_;

  struct member {
    connection_id id;
    /// As it would come in again.
    join_wish wish;
    bool admitted = false;
  };
  /// By the numbers that the owner knows them by; never used twice.
  std::map<std::uint32_t, member> members_;
  std::unordered_map<connection_id, std::uint32_t> numbers_;
  std::uint32_t last_number_ = 0;

  /// Null while an operator has done nothing to the room at this node.
  std::unique_ptr<const moderation> moderation_;

  /// Its tags grow, and no other relay of this loop has the same.
  link::relay_end<unanswered> link_;
  bool look_is_due_ = false;

  /// The term of the owner whose words came last.
  view_number term_ = 0;
  /// It was attached before, so what it misses now is lost.
  bool goes_on_ = false;
  /// The view by whose owner it has not been heard yet; 0: it has.
  view_number turning_ = 0;

  /// Handled of those that came through the directory.
  std::uint64_t requests_ = 0;
  caf::actor finish_answer_to_;
};

}  // namespace parley::cluster
