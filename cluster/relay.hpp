// SPDX-License-Identifier: Apache-2.0
// Stands for a room on a node: sessions take it for the room itself. It has the
// room's members of this node, sends their requests to the owner and publishes
// to them the events of the owner. It keeps the newest publications, from which
// the next owner goes on. `follow::follower` decides what it sends when; the
// relay carries that out. Lives on the loop the room's name hashes to.
#pragma once

#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_voice.hpp"
#include "actors/topology.hpp"
#include "cluster/cluster_messages.hpp"
#include "cluster/follow/follower.hpp"
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

  /// `directory` is notified when the relay is idle; `inlet` knows the way to
  /// the owner.
  relay(pinned& self, const topology& actors, directory_ref directory,
        caf::actor inlet, room_id id, std::string room_name);

  caf::behavior make_behavior();

  /// Members of this node.
  std::size_t size() const { return members_.size(); }
  actor_detail detail() const;

 private:
  template <class... Ops>
  caf::behavior behavior_with(operation_list<Ops...>);

  // -- requests of sessions and others ----------------------------------------

  void on_passed_on(passed_on& passed);
  void on(asked<op::join>& request);
  void on(asked<op::publish>& request);
  void on(const asked<op::presence>& request);
  void on(const asked<op::count>& request);
  void on(const asked<op::history>& request);
  void on(const asked<op::clear>& request);
  void on(const asked<op::attach>& request);
  void on(const asked<op::part>& request);
  void on(const asked<op::renew>& request);
  void on(asked<op::say>& request);
  void on(const asked<op::leave>& request);
  void on_admitted(const asked<op::join>& request, std::uint32_t number,
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

  using follower = follow::follower<unanswered>;
  void carry_out(follower::actions actions);
  void carry_out(const follow::send_attach& action);
  void carry_out(const follow::send_detach& action);
  void carry_out(const follow::report_view& action);
  void carry_out(const follow::start_timer& action);
  void carry_out(const follow::send_request<unanswered>& action);
  void carry_out(const follow::fail_request<unanswered>& action);
  template <class Op>
  void ask_and_answer(peer::Wish wish, const reply_to<Op>& answer_to);
  bool has_place(const std::string& data) const;
  void on_owner_changed(const owner_changed& notice);
  void on_look_after();

  // -- from the owner ---------------------------------------------------------

  void on_told(const told& message);
  void take(const peer::Event& event,
            const room_voice::connection_list& except);
  void take(const peer::Said& said, const room_voice::connection_list& except);
  void take(const peer::Answer& answer);
  follow::answer_kind kind_of(const peer::Answer& answer) const;
  void restart();
  void on_attached(const peer::Attached& answer);
  void turn_out_all();
  room_voice::connection_list ids_of(const peer::FromOwner& from) const;

  void on_ask_state(const ask_state& request);
  void rest_if_empty();
  void end();

  pinned& self_;
  const topology& actors_;
  directory_ref directory_;
  caf::actor inlet_;
  room_id id_;
  /// Has the members of this node only.
  room room_;
  room_voice voice_;

  struct member {
    connection_id id;
    /// What it would join with again.
    join_wish wish;
    bool admitted = false;
  };
  /// By their numbers in packets; a number is never used twice.
  std::map<std::uint32_t, member> members_;
  std::unordered_map<connection_id, std::uint32_t> numbers_;
  std::uint32_t last_number_ = 0;

  /// Null until an operator has given an order for the room at this node.
  std::unique_ptr<const moderation> moderation_;

  /// Its tags grow, and no other relay of this loop has the same.
  follower follower_;

  /// Handled requests that came through the directory.
  std::uint64_t requests_ = 0;
  ref_to<done> finish_answer_to_;
};

}  // namespace parley::cluster
