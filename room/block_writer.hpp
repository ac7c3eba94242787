// SPDX-License-Identifier: Apache-2.0
// The output of a room in one turn, encoded once for each lane in use.
#pragma once

#include "protocol/deflate.hpp"
#include "protocol/frame.hpp"
#include "room/draft.hpp"
#include "room/roster.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

class block_writer {
 public:
  /// `readers` outlives the writer; only lanes they read are written.
  block_writer(std::string room, const roster& readers);

  /// `name` is how plain readers know the sender.
  void publication(const parley::publication& said, std::string_view name,
                   std::string_view epoch);
  void joined(const connection& who);
  void left(const connection& who);

  // For the relays of other nodes only.

  /// With all that belongs to the publication.
  void relayed(const draft& shown);
  /// The kept publications are removed.
  void cleared();

  /// Whether any member uses this dialect.
  bool is_read(dialect d) const;

  /// The output since the last call, one contiguous frame per lane.
  block take();

  /// Bytes of the largest lane that wait for `take`.
  std::size_t pending() const { return pending_; }

 private:
  enum class audience : std::uint8_t { everyone, presence };

  /// A message in two parts, which saves a copy of the text after its prefix.
  struct parts {
    std::string head;
    std::string_view tail;
  };

  /// Writes what `encode` gives for a dialect to the lanes of it that are read;
  /// it is called once at most.
  template <class Encode>
  void append(dialect d, audience who, Encode encode);
  template <class Line, class Push>
  void announce(const connection& who, Line line, Push push);
  template <class Encode>
  void append_for_peers(Encode encode);
  void append(lane l, const parts& message, std::string_view& deflated);
  std::string& said_in(lane l);

  std::string room_;
  const roster& readers_;
  struct part {
    lane reads;
    std::string bytes;
  };
  std::vector<part> said_;
  std::size_t pending_ = 0;
  /// Only while someone reads a deflated lane.
  std::optional<deflater> deflater_;
};

}  // namespace parley
