// Which messages each actor of a node takes: the ports of the typed handles. A
// message that stands in no list cannot be sent to that actor.
#pragma once

#include "actors/messages.hpp"
#include "actors/room_messages.hpp"

namespace parley {

/// A room as its directory knows it.
struct room_port {
  using messages = takes<msg::passed_on, resumed, msg::moderated, finish,
                         msg::hand_over, retire>;
};

/// Besides the operations, which go by `directory_ref::ask`.
struct directory_port {
  using messages = takes<msg::moderate, msg::list_rooms, vacant, msg::hand_over,
                         msg::handed_over, msg::give_positions, msg::wake_room,
                         msg::remember, finish, done>;
};

}  // namespace parley
