// Gives what is said in one room its place, and has it saved before it is shown
// when the room remembers. Part of the room's actor: used by that actor only.
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
  room_scribe(pinned& self, const topology& actors, room& subject,
              room_voice& voice);
  ~room_scribe();

  /// Who knows what was said before: the journal of a durable room, in a
  /// cluster those who have it from the owner before. Null: nobody.
  const caf::actor& source() const;
  /// Asks it.
  void load(const caf::actor& source);
  /// False when it could not be read.
  bool on_loaded(loaded& answer);

  void publish(msg::asked<op::publish>& request);
  void say(op::say& request);
  void clear(const msg::asked<op::clear>& request);

  /// What memory does not hold, of a room that remembers.
  void read(const msg::asked<op::history>& request);

  /// False when the room has to end: somebody else writes in it.
  bool on_saved(const saved& answer);

  /// Nothing waits to be saved.
  bool is_idle() const { return drafts_.empty(); }

 private:
  /// Who hears what became of a draft.
  struct author {
    room_voice::recipient publisher{};
    /// A plain member, who gets no answers.
    std::optional<connection_id> speaker{};
  };

  bool has_place(const author& by);
  void take(draft&& accepted, author&& by);
  void save_more();
  void show(std::vector<draft> accepted);
  void refuse(const author& by, reply_error why);
  std::vector<change> changes_of(std::span<const draft> batch) const;

  pinned& self_;
  const topology& actors_;
  room& room_;
  room_voice& voice_;
  unsaved drafts_;
  /// One for each of `drafts_`, in the same order.
  std::list<author> authors_;
};

}  // namespace parley
