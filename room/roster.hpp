// SPDX-License-Identifier: Apache-2.0
// The connections of one room at this moment, with their members' names. Owned
// by the room; pure.
#pragma once

#include "protocol/name_hash.hpp"
#include "room/connection.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace parley {

class roster {
 public:
  /// Adds a connection under the requested name, or its next free variant; null
  /// and no change if `id` is already in.
  const connection* insert(connection_id id, const join_wish& wish,
                           connection::time_point now);

  /// Removes a connection; its record, or an empty name and `removed` false if
  /// it was not in.
  struct removal {
    bool removed = false;
    connection record;
  };
  removal remove(connection_id id);

  /// Replaces what others see of a connection. False when it is not in, or in
  /// as another user or as none; then nothing changes.
  bool renew(connection_id id, client_info_ptr info);

  const connection* find(connection_id id) const;

  /// What plain readers call a user that is not in the room: its id, or a
  /// variant of it when that looks like `server` or like the name of a plain
  /// member.
  std::string shown_name(const std::string& user) const;

  std::size_t size() const { return connections_.size(); }
  bool empty() const { return connections_.empty(); }

  /// The lanes in use, in ascending order.
  const std::vector<lane>& lanes() const { return lanes_; }

  /// The loops that have members, in ascending order.
  const std::vector<loop_index>& loops() const { return loops_; }

  /// Bytes of one answer that lists all members, at most.
  std::size_t listed_size() const { return listed_size_; }

  /// Different users among the connections; all anonymous ones are one.
  std::size_t users() const { return connections_of_.size(); }

  auto begin() const { return connections_.begin(); }
  auto end() const { return connections_.end(); }

 private:
  struct name_use {
    std::size_t holders = 0;
    /// Those of them with a self-chosen name and without a token.
    std::size_t plain = 0;
    /// To try next when the name is asked for again.
    std::size_t next_suffix = 2;
  };

  bool is_anothers(const std::string& user) const;
  std::string choose_name(const std::string& wished);
  std::string next_user_name();
  void count_in(const connection& c);
  void count_out(const connection& c);

  std::unordered_map<connection_id, connection> connections_;
  name_map<name_use> names_;
  /// The number of connections of each user. Kept as a count, because iterating
  /// over a room of many thousands would block the loop.
  name_map<std::size_t> connections_of_;
  std::size_t users_ = 0;
  std::size_t listed_size_ = 0;
  std::array<std::uint32_t, lane_count> readers_{};
  std::vector<lane> lanes_;
  std::vector<std::size_t> members_of_loop_;
  std::vector<loop_index> loops_;
};

}  // namespace parley
