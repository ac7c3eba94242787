// SPDX-License-Identifier: Apache-2.0
// Which messages each long-lived actor of a node takes: the ports of the typed
// handles. A message that stands in no list cannot be sent to that actor.
#pragma once

#include "actors/room_ref.hpp"

namespace parley {

// Who sends a message includes the header that defines it.
namespace msg {
struct admit;
struct ask_neighbours;
struct attach;
struct close_links;
struct count_users;
struct cut_links;
struct delist;
struct deliver;
struct detach;
struct dismiss;
struct done;
struct enlist;
struct evict;
struct expel;
struct finish;
struct give_positions;
struct hand_over;
struct handed_over;
struct hold;
struct hush;
struct hush_links;
struct kick;
struct list_rooms;
struct load_room;
struct miss_all;
struct missed;
struct moderate;
struct moderated;
struct part_links;
struct passed_on;
struct read_stored;
struct release;
struct release_room;
struct remember;
struct resumed;
struct retire;
struct save;
struct survey;
struct trace;
struct turn_out;
struct turned_out;
struct user_order;
struct vacant;
struct wake_room;
}  // namespace msg

// -- rooms --------------------------------------------------------------------

/// A room as its directory knows it.
struct room_port {
  using messages = takes<msg::passed_on, msg::resumed, msg::moderated,
                         msg::finish, msg::hand_over, msg::retire>;
};

/// Besides the operations, which go by `directory_ref::ask`.
struct directory_port {
  using messages = takes<msg::moderate, msg::list_rooms, msg::vacant,
                         msg::hand_over, msg::handed_over, msg::give_positions,
                         msg::wake_room, msg::remember, msg::finish, msg::done>;
};

/// What rooms and their directory send: to couriers, and on the owner's side of
/// a cluster to outlets.
struct fanout_port {
  using messages = takes<msg::admit, msg::deliver, msg::expel, msg::dismiss,
                         msg::turn_out, msg::evict>;
};
using fanout_ref = actor_ref<fanout_port>;

struct journal_port {
  using messages =
      takes<msg::load_room, msg::save, msg::release_room, msg::read_stored>;
};
using journal_ref = actor_ref<journal_port>;

/// Loads the state of rooms that start: the journal, or an outlet.
using state_source_ref = ref_to<msg::load_room>;

// -- clients ------------------------------------------------------------------

struct courier_port {
  using messages =
      takes<msg::admit, msg::deliver, msg::expel, msg::dismiss, msg::turn_out,
            msg::evict, msg::miss_all,                           // rooms
            msg::attach, msg::detach, msg::hold, msg::release,   // sessions
            msg::kick, msg::trace,                               // inspectors
            msg::part_links, msg::hush_links, msg::close_links,  // the drain
            msg::cut_links>;
};
using courier_ref = actor_ref<courier_port>;

/// A session as its courier knows it.
struct session_port {
  using messages = takes<msg::hush, msg::turned_out, msg::missed>;
};

struct user_directory_port {
  using messages =
      takes<msg::enlist, msg::delist, msg::user_order, msg::count_users>;
};
using user_directory_ref = actor_ref<user_directory_port>;

// -- operators ----------------------------------------------------------------

using surveyor_ref = ref_to<msg::survey>;
using neighbours_ref = ref_to<msg::ask_neighbours>;

}  // namespace parley
