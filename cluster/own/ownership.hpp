// SPDX-License-Identifier: Apache-2.0
// Which rooms a loop of this node may serve as their owner, which it has to
// close, and when it acknowledges a view. Pure.
//
// on_standing      what the node knows has changed: rooms are to be listed
// on_room_list     -> the rooms to hand over to their next owners
// on_handed_over   one of them has closed
// on_listed        all rooms, and positions of others, were looked through
// acknowledge      -> the view, once: no room of ours is another's by it
//
// admit(room)          no lease   not held, ours by   held   held and
//                      or view    the newest view            lost before
// a room that runs     hold       hold                serve  hold, close
// one that does not    hold       hold                serve, when all nodes
//                                                     have acknowledged
// A request for a room of another owner is dropped, unless its sender knows a
// newer view than this node.
#pragma once

#include "cluster/standing.hpp"
#include "cluster/view.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cluster::own {

/// What happens to a request of a relay.
enum class admission : std::uint8_t {
  serve,
  hold,  ///< The room is this node's soon, or may be.
  drop,
};

class ownership {
 public:
  // -- views ------------------------------------------------------------------

  void on_standing(standing_ptr now);

  /// A node has acknowledged the view: its relays follow the owners by it, and
  /// rooms that it has lost are closed.
  void on_acknowledged(const node_name& node, view_number view);

  /// Null before the first view.
  const standing_ptr& now() const { return now_; }
  /// A new room waits for this: before, a relay may follow another owner still.
  bool have_all_acknowledged() const;

  struct asked {
    const node_name& from;
    /// By which the sender takes this node for the owner.
    view_number view;
    const std::string& room;
    bool runs;
  };
  /// `is_fenced`: the node may not act at all right now.
  admission admit(const asked& request, bool is_fenced) const;

  // -- rooms that have another owner ------------------------------------------

  /// Those of the running rooms that have to be handed over now.
  std::vector<std::string> on_room_list(const std::vector<std::string>& all);
  /// The term by which the room was ours last; 0: it did not have to close.
  view_number on_handed_over(const std::string& room);
  void on_listed();

  /// The same for a room that does not run.
  view_number last_term_of(std::string_view room) const;
  /// Whether a room that does not run is another's, or was since it was ours.
  /// To be called by any thread.
  std::function<bool(std::string_view)> loss() const;

  /// The rooms are not looked through yet, or some of them are closing.
  bool has_rooms_to_close() const { return is_listing_ || !closing_.empty(); }
  /// The view that this loop acknowledges now; nothing when it has already, or
  /// when rooms have to close first.
  std::optional<view_number> acknowledge();

  /// The node is on its way out and no room of this loop is left, or nobody is
  /// there to take it.
  bool has_left() const;

 private:
  standing_ptr now_;
  /// The standing that the rooms were listed by last, and all since then.
  std::vector<standing_ptr> unlisted_;
  bool is_listing_ = false;
  /// Rooms that are closing, and the term by which they were ours last.
  std::map<std::string, view_number> closing_;
  std::map<node_name, view_number> acknowledged_by_;
  view_number acknowledged_ = 0;
};

/// The last term by which `room` was ours, if it may have had another owner
/// since then: what this node has of it is old. Nothing: it has not.
std::optional<view_number> lost_after(const std::vector<standing_ptr>& since,
                                      std::string_view room);

}  // namespace parley::cluster::own
