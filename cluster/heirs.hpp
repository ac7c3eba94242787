// Who can tell a room's new owner what was said before: the owner before, which
// has left all to it, or a relay that has shown it. Pure.
#pragma once

#include "cluster/view.hpp"
#include "protocol/publication.hpp"
#include "store/record.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster {

/// Claims to one room: two of each node that may be in a view would be enough.
/// More are passed over.
inline constexpr std::size_t claims_of_room = 2'048;

class heirs {
 public:
  struct claim {
    node_name node;
    /// Of the owner that it has it from.
    view_number term = 0;
    stream_position end;
    /// Nothing: the node has to be asked.
    std::optional<stored_room> state;
  };

  /// Rooms with claims, and whether one has some.
  std::size_t size() const { return claims_.size(); }
  bool has(const std::string& room) const { return claims_.contains(room); }

  /// Of one node the newest claim of each sort counts; see `claims_of_room`.
  void add(const std::string& room, claim one);

  /// Takes out who knows most; nothing: nobody knows anything.
  std::optional<claim> take_best(const std::string& room);

  void forget(const std::string& room) { claims_.erase(room); }

  /// Rooms that an owner has left to us and that have to run: it has left more
  /// than a position.
  std::vector<std::string> legacies() const;

  /// Takes out what is known of a room when that is a position only, so that
  /// the room need not run; nothing otherwise.
  std::optional<claim> take_position(const std::string& room);

  /// The same of at most `most` rooms.
  std::vector<std::pair<std::string, claim>> take_positions(std::size_t most);

 private:
  std::map<std::string, std::vector<claim>> claims_;
};

}  // namespace parley::cluster
