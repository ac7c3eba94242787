// SPDX-License-Identifier: Apache-2.0
// A room's decisions: its members, the order of messages and their receivers,
// the kept history, and the encoded bytes. Pure: no thread, no clock, no
// socket, no actor.
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

  /// A join in one turn: the earlier output is flushed first, then the
  /// connection is admitted, so that no message is missed and none is delivered
  /// twice.
  struct admission {
    /// Deliver this to the previous members.
    block before;
    /// The new record, owned by the room; null when it was not let in because
    /// it could not recover.
    const connection* record = nullptr;
    /// The missed publications, if the join requested recovery.
    history::recovery missed;
  };

  /// Lets a connection in. Nothing when it is in already or the room is closed.
  std::optional<admission> join(connection_id id, const join_wish& wish,
                                time_point now);

  /// Takes a connection out; false when it was not in, which is harmless.
  bool leave(connection_id id);

  /// The same without an announcement: for a connection that only changes its
  /// place. Null if it is already in.
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

  /// A publication of a plain member to all members, including itself. Nothing
  /// if the member is not in or the room is closed.
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
    /// A member; null: not a member.
    std::optional<connection_id> sender{};
  };

  /// A publication for all members, after all accepted ones. Nothing if the
  /// room is closed.
  std::optional<draft> accept(publish_wish wish, time_point now);

  /// Forgets the publications that are kept when it is shown. Only with
  /// history.
  draft accept_clearing(time_point now);

  /// Delivers the oldest accepted publication and keeps it if required; its
  /// publisher may then be answered. Members that read JSON get `null` for data
  /// that JSON cannot carry, so that all members count the same offsets.
  void show(draft&& accepted);

  /// Discards all accepted publications that are not delivered.
  void drop_drafts();

  /// From here on there are no joins and no publications; earlier output can
  /// still be taken, and members can leave.
  void close() { closed_ = true; }
  bool closed() const { return closed_; }

  /// The output since the last call, one contiguous frame per lane in use.
  block take() { return writer_.take(); }

  /// Bytes of the largest lane that wait for `take`.
  std::size_t pending() const { return writer_.pending(); }

  const roster& members() const { return roster_; }
  history& past() { return history_; }
  const history& past() const { return history_; }

  /// Continues at the stored position. Before the first member joins.
  void restore(history::past stored, recent_keys keys, data_version version);

  /// The state that outlives the room if it keeps nothing else: every position
  /// that any client may have received. Nothing if there is none.
  std::optional<remembered_position> position() const;

  /// Continues at that position. Before the first member joins.
  void resume(remembered_position from);

  /// What `restore` takes.
  const recent_keys& keys() const { return keys_; }
  const data_version& version() const { return version_; }

  // -- a relay: it delivers the output of the owner --------------------------

  void announce_joined(const connection& who) { writer_.joined(who); }
  void announce_left(const connection& who) { writer_.left(who); }

  /// Whether one answer may list all members, by their number and in bytes.
  bool is_listable() const {
    return roster_.size() <= setting_.presence_limit &&
           roster_.listed_size() <= answer_size;
  }

  const channel_options& options() const { return setting_.options; }
  const std::string& name() const { return setting_.name; }

  /// The connections of a user, or the one of a client; empty texts match none.
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
