// Room name to room, for the rooms whose names hash to one loop: starts a room
// on its first request and retires it when it is empty. One actor per loop.
#pragma once

#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"

#include <caf/behavior.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace parley {

class directory {
 public:
  static constexpr const char* name = "directory";

  /// Spawns the actor of a room, on the home given. What it says to its room is
  /// what room_actor understands.
  using room_source = std::function<caf::actor(
      home& where, caf::actor starter, room_id id, std::string room_name)>;

  /// `actors` must outlive the actor; its couriers are known by then.
  directory(pinned& self, const topology& actors);
  directory(pinned& self, const topology& actors, room_source spawn_room);

  caf::behavior make_behavior();

  std::size_t size() const { return rooms_.size(); }

 private:
  struct entry {
    caf::actor room;
    room_id id;
    /// Requests passed on. The room is retired only when it has handled them
    /// all, so a join that races with the last leave is never lost.
    std::uint64_t requests = 0;
  };

  void on_to_room(to_room& request);
  void on_moderate(const moderate& request);
  void on_list_rooms(const list_rooms& request);
  void refuse(const reply_address& asker);
  void on_vacant(const vacant& offer);
  void on_hand_over(const hand_over& request);
  void on_handed_over(handed_over& answer);
  void on_finish(const finish& request);
  void on_room_finished();
  void on_down(const caf::down_msg& down);
  void on_exit(const caf::exit_msg& exit);

  entry& start_room(const std::string& room_name);

  pinned& self_;
  const topology& actors_;
  room_source spawn_room_;
  std::unordered_map<std::string, entry> rooms_;
  /// Rooms that are closing, and are none of ours any more.
  struct parting {
    std::string name;
    caf::actor room;
    caf::actor answer_to;
  };
  std::vector<parting> parting_;
  /// Rooms that an operator has done something to, running or not.
  std::unordered_map<std::string, moderation> moderated_;
  std::uint64_t started_ = 0;
  bool finishing_ = false;
  std::size_t unfinished_ = 0;
  caf::actor finish_answer_to_;
};

}  // namespace parley
