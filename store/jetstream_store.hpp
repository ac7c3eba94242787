// SPDX-License-Identifier: Apache-2.0
// History that survives its node: a JetStream stream for each namespace, with a
// subject for each room. A write names the last message of the room that the
// writer knows; if another node has written since, JetStream refuses it. So the
// writes of a former owner change nothing.
#pragma once

#include "protocol/log_pace.hpp"
#include "protocol/name_hash.hpp"
#include "store/cluster_options.hpp"
#include "store/cluster_seal.hpp"
#include "store/nats_connection.hpp"
#include "store/released_rooms.hpp"
#include "store/room_log.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

class jetstream_store final : public store {
 public:
  /// The durable namespaces by their names, including the one without a name,
  /// with their limits; a loaded room has at least its newest `tail`
  /// publications in memory. Connects on demand; throws nats_error if the
  /// options are invalid.
  jetstream_store(const cluster_options& options,
                  std::map<std::string, history::bounds> namespaces,
                  std::size_t tail);
  ~jetstream_store() override;

  std::vector<change_outcome> commit(std::span<const change> changes) override;

  /// Takes the room over: from here on appends of other nodes are refused. A
  /// room that does not exist is not changed.
  std::optional<stored_room> load(const std::string& room,
                                  const load_wish& wish) override;
  void release(const std::string& room) override {
    if (const auto end = ends_.extract(room))
      released_.add(room, end.mapped().last);
  }
  std::vector<record> read(const std::string& room,
                           const range& wanted) override;

  /// The streams forget by themselves.
  bool trim(stored_time, std::size_t) override { return false; }

 private:
  struct state;
  using sequence = std::uint64_t;

  /// What this node has last seen of a room's log, or written there.
  struct log_end {
    sequence last = 0;  // 0: nothing is there
    stream_position at;
    log_tail tail;
  };
  /// The entries of one room to be written, in order.
  struct writing {
    std::string room;
    std::vector<peer::LogEntry> entries;
    std::size_t next = 0;
    change_outcome outcome = change_outcome::committed;
  };

  void open();
  void make_stream(const std::string& space, const history::bounds& keep);
  std::string stream_of(const std::string& room) const;
  std::string subject_of(const std::string& room) const;
  struct last_entry {
    sequence at;
    /// From where a reader begins; 0: from the oldest.
    sequence tail;
  };
  std::optional<last_entry> last_of(const std::string& room);
  /// From the oldest entry, or from `first` on.
  room_log read_log(const std::string& room, sequence first, sequence last,
                    log_tail& tail);
  bool claim(const std::string& room, const stored_room& known);
  void write_all(std::vector<writing>& all);
  void write_next(std::span<writing*> round);
  void add_entries(writing& to, const change& one);

  const cluster_options options_;
  const cluster_seal seal_;
  log_pace foreign_{std::chrono::seconds(60)};
  const std::map<std::string, history::bounds> namespaces_;
  const std::size_t tail_;
  std::unique_ptr<state> state_;
  /// Of the rooms that this node owns.
  name_map<log_end> ends_;
  /// Of the rooms that this node owned last.
  released_rooms released_;
};

}  // namespace parley
