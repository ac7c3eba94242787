// A room's decisions: who is in it, in which order what is said reaches whom,
// what is kept, and in which bytes. Pure: no thread, no clock, no socket, no
// actor.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/frame.hpp"
#include "protocol/name_hash.hpp"
#include "room/block_writer.hpp"
#include "room/draft.hpp"
#include "room/history.hpp"
#include "room/recent_keys.hpp"
#include "room/remembered_positions.hpp"
#include "room/roster.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

class room {
 public:
  using time_point = connection::time_point;

  struct setting {
    std::string name;
    channel_options options;
    /// Publications that a join may recover.
    std::size_t recovery_limit = 300;
    /// Members that one answer may list.
    std::size_t presence_limit = 1'000;
    history::epoch_source new_epoch;
  };

  room() : room(setting{}) {}
  explicit room(setting chosen);

  // The writer refers to the roster.
  room(const room&) = delete;
  room& operator=(const room&) = delete;

  /// A join in one turn: what was said before goes out first, then the
  /// connection is let in, so nothing falls between and nothing comes twice.
  struct admission {
    /// Deliver this to those who were in before.
    block before;
    /// The new record, owned by the room; null when it was not let in because
    /// it could not recover.
    const connection* record = nullptr;
    /// What it missed, when it asked for that.
    history::recovery missed;
  };

  /// Lets a connection in. Nothing when it is in already or the room is closed.
  std::optional<admission> join(connection_id id, const join_wish& wish,
                                time_point now);

  /// Takes a connection out; false when it was not in, which is harmless.
  bool leave(connection_id id);

  /// The same without a word to the others: of who changes its place only.
  /// Null when it is in already.
  const connection* seat(connection_id id, const join_wish& wish,
                         time_point now);
  bool unseat(connection_id id);

  /// A member's token was refreshed: presence and its leave show `info` from
  /// here on. False when it is not in as that user.
  bool renew(connection_id id, client_info_ptr info) {
    return roster_.renew(id, std::move(info));
  }

  // -- publications -----------------------------------------------------------
  // First accepted, which gives them their place, then shown, in that order. A
  // room that remembers saves them in between.

  /// What a plain member says to all members, itself too. Nothing when it is
  /// not in or the room is closed.
  std::optional<draft> accept(connection_id sender, std::string text,
                              time_point now);

  struct publish_wish {
    publication said{};
    /// Not kept, and without an offset.
    bool skip_history = false;
    /// A second one with the same key is answered as the first was; empty:
    /// none.
    std::string idempotency_key{};
    /// Of the data, as the publisher counts: one that is not newer than the
    /// last is dropped. Another epoch counts anew. 0: not counted. Needs
    /// history.
    data_version version{};
    /// A member; null: somebody outside.
    std::optional<connection_id> sender{};
  };

  /// A publication behind all that was accepted before, for all members.
  /// Nothing when the room is closed.
  std::optional<draft> accept(publish_wish wish, time_point now);

  /// Forgets the publications that are kept when it is shown. Only with
  /// history.
  draft accept_clearing(time_point now);

  /// The oldest of the accepted ones is said, kept if it is to be, and its
  /// publisher may be answered. Members who read JSON are shown `null` for data
  /// that JSON cannot carry, so that they count the same offsets as others.
  void show(draft&& accepted);

  /// None of those accepted and not shown will ever be: they count as never
  /// said.
  void drop_drafts();

  /// No joins and no publications from here on; what was said is still to be
  /// taken, and members still leave.
  void close() { closed_ = true; }
  bool closed() const { return closed_; }

  /// What was said since the last call, one contiguous frame per lane in use.
  block take() { return writer_.take(); }

  /// Bytes of the largest lane that wait for `take`.
  std::size_t pending() const { return writer_.pending(); }

  const roster& members() const { return roster_; }
  history& past() { return history_; }
  const history& past() const { return history_; }

  /// Goes on where the room had come to when it was stored. Before anybody
  /// comes.
  void restore(history::past stored, recent_keys keys, data_version version);

  /// What is to outlive the room when nothing else of it is kept: every
  /// position that somebody may have been told of. Nothing when nobody was.
  std::optional<remembered_position> position() const;

  /// Goes on from there. Before anybody comes.
  void resume(remembered_position from);

  /// What `restore` takes.
  const recent_keys& keys() const { return keys_; }
  const data_version& version() const { return version_; }

  // -- a relay: it says what the room's owner has said ------------------------

  void announce_joined(const connection& who) { writer_.joined(who); }
  void announce_left(const connection& who) { writer_.left(who); }

  /// Whether one answer may list all members, by their number and in bytes.
  bool is_listable() const {
    return roster_.size() <= setting_.presence_limit &&
           roster_.listed_size() <= answer_size;
  }

  const channel_options& options() const { return setting_.options; }
  const std::string& name() const { return setting_.name; }

  /// The connections of a user, or the one of a client; empty texts match
  /// nobody.
  std::vector<connection_id> find(std::string_view user,
                                  std::string_view client) const;

 private:
  history::recovery recover(const stream_position& from, time_point now);
  const stream_position* answer_to(const std::string& key, time_point now);
  bool is_outdated(const data_version& version) const;
  std::string name_of(const publish_wish& wish) const;
  void place(draft& accepted, publication said, bool kept);

  setting setting_;
  roster roster_;
  history history_;
  recent_keys keys_;
  data_version version_;  // of what was shown last
  /// As they will be when all drafts are shown.
  name_map<stream_position> draft_keys_;
  data_version draft_version_;
  block_writer writer_;
  bool closed_ = false;
};

}  // namespace parley
