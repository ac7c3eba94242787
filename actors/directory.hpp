// SPDX-License-Identifier: Apache-2.0
// Room name to room, for the rooms whose names hash to one loop: starts a room
// on the first request that needs it and retires it when it is empty. Answers
// for rooms that do not run, whose positions it remembers. One actor per loop.
#pragma once

#include "actors/handles.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_index.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"
#include "protocol/name_hash.hpp"
#include "room/remembered_positions.hpp"

#include <caf/behavior.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace parley {

class directory {
 public:
  static constexpr const char* name = "directory";

  /// Spawns the actor of a room on `where`. It takes the messages of
  /// `room_port` and of the room contract.
  using room_source = std::function<caf::actor(
      home& where, directory_ref starter, room_id id, std::string room_name)>;

  /// Of rooms. `actors` must outlive the actor; its couriers are known by then.
  directory(pinned& self, const room_topology& actors);
  /// Of relays of rooms on other nodes: it cannot answer for those.
  directory(pinned& self, const room_topology& actors, room_source spawn_room);
  ~directory();

  caf::behavior make_behavior();

  std::size_t size() const { return rooms_.size(); }

 private:
  struct entry {
    actor_ref<room_port> room;
    room_id id{};
    /// Requests passed on. The room is retired only when it has handled them
    /// all, so a join that races with the last leave is never lost.
    std::uint64_t requests = 0;
    /// Of a room that is closing: gets its state.
    ref_to<msg::handed_over> answer_to{};
  };
  using rooms = room_index<entry>;

  void on_to_room(msg::to_room& request);
  void on_moderate(const msg::moderate& request);
  void on_list_rooms(const msg::list_rooms& request);
  void refuse(const msg::room_request& request, reply_error why);
  void on_vacant(msg::vacant& offer);
  void on_finish(const msg::finish& request);
  void on_room_finished();
  void on_down(const caf::down_msg& down);
  void on_exit(const caf::exit_msg& exit);

  // -- rooms that start -------------------------------------------------------

  /// Why the client may not create a room; nothing: it may, and has paid.
  std::optional<reply_error> forbids_new(const msg::to_room& request);
  /// Why no room may be created; nothing: the room is counted.
  std::optional<reply_error> forbids_more();
  void count_refusal(room_refusal why);
  entry& start_room(const std::string& room_name);

  // -- rooms that do not run --------------------------------------------------

  /// Whether the request was answered without a room.
  bool answer_without_room(const msg::to_room& request);
  template <class Op>
  using found = std::optional<outcome<Op>>;
  // Nothing: the room has to start.
  found<op::presence> answer_to(const msg::to_room&, const op::presence&);
  found<op::count> answer_to(const msg::to_room&, const op::count&);
  found<op::history> answer_to(const msg::to_room& request,
                               const op::history& asked);
  found<op::clear> answer_to(const msg::to_room& request, const op::clear&);
  /// Null when the room has none, or it is stored elsewhere.
  const channel_options* history_here(const std::string& room) const;
  stream_position position_of(const std::string& room,
                              const channel_options& options);
  void keep(const std::string& room, const remembered_position& what);
  void count_forgotten();

  // -- rooms that move to another node ----------------------------------------

  void on_hand_over(const msg::hand_over& request);
  void on_handed_over(msg::handed_over& answer);
  void on_give_positions(const msg::give_positions& request);
  void on_wake_room(const msg::wake_room& request);
  void on_remember(const msg::remember& notice);

  pinned& self_;
  const room_topology& actors_;
  room_source spawn_room_;
  /// Its rooms run on this node.
  const bool has_rooms_;
  rooms rooms_;
  /// Rooms that are closing because another node owns them.
  rooms parting_;
  /// Rooms with an operator's order, running or not.
  name_map<moderation> moderated_;
  remembered_positions positions_;
  std::uint64_t forgotten_ = 0;  // of them, as far as they are counted
  std::uint64_t started_ = 0;
  bool finishing_ = false;
  std::size_t unfinished_ = 0;
  ref_to<msg::done> finish_answer_to_;
};

}  // namespace parley
