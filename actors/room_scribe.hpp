// SPDX-License-Identifier: Apache-2.0
// Orders the publications of one room, and has those of a durable room saved
// before they are shown. Part of the room's actor: used by that actor only.
#pragma once

#include "actors/journal_messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_voice.hpp"
#include "actors/topology.hpp"
#include "room/room.hpp"
#include "room/unsaved.hpp"

#include <list>
#include <optional>
#include <vector>

namespace parley {

class room_scribe {
 public:
  /// All references outlive it.
  room_scribe(pinned& self, const room_topology& actors, room& subject,
              room_voice& voice);
  ~room_scribe();

  /// Loads the state that the room had before: the journal for a durable room,
  /// in a cluster the outlet for others. Nothing: the room begins empty.
  std::optional<state_source_ref> source() const;
  /// Asks it.
  void load(const state_source_ref& source);
  /// False when it could not be read.
  bool on_loaded(msg::loaded& answer);

  void publish(msg::asked<op::publish>& request);
  void say(op::say& request);
  void clear(const msg::asked<op::clear>& request);

  /// Publications of a durable room that are not in memory.
  void read(const msg::asked<op::history>& request);

  /// False when the room has to end: another writer has written in it.
  bool on_saved(const msg::saved& answer);

  /// Nothing waits to be saved.
  bool is_idle() const { return drafts_.empty(); }

 private:
  const journal_ref& journal() const;
  /// Gets the outcome of a draft.
  struct author {
    room_voice::recipient publisher{};
    /// A plain member, which gets no answers.
    std::optional<connection_id> speaker{};
  };

  bool has_place(const author& by);
  void take(draft&& accepted, author&& by);
  void save_more();
  void show(std::vector<draft> accepted);
  void refuse(const author& by, reply_error why);
  std::vector<change> changes_of(std::span<const draft> batch) const;

  pinned& self_;
  const room_topology& actors_;
  room& room_;
  room_voice& voice_;
  unsaved drafts_;
  /// One for each of `drafts_`, in the same order.
  std::list<author> authors_;
};

}  // namespace parley
