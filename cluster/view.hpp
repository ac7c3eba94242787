// SPDX-License-Identifier: Apache-2.0
// The members of the cluster: one of a sequence of views that all nodes agree
// on, because each is stored only over the previous one. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cluster {

/// What an operator calls a node; two with one name are never at work at once.
using node_name = std::string;

/// A view's place in the sequence, from 1.
using view_number = std::uint64_t;

struct view {
  view_number number = 0;
  /// Ascending, each once.
  std::vector<node_name> nodes{};
  /// Those of them that are about to end: rooms are the others'. In that order.
  std::vector<node_name> leaving{};

  bool has(std::string_view node) const;
  bool is_leaving(std::string_view node) const;
  /// Rooms stay where they are: there is no other node.
  bool are_all_leaving() const { return leaving.size() == nodes.size(); }
  bool operator==(const view&) const = default;
};

/// Letters, digits, `-`, `_`; not empty, at most `node_name_size`.
bool is_node_name(std::string_view name);

/// As the store has it: {"number":7,"nodes":["a","b"],"leaving":["b"]}; without
/// `leaving` if it is empty. Strangers may write there: nothing when it is not
/// a view, or not in order.
std::string encode(const view& v);
std::optional<view> decode_view(std::string_view text);

}  // namespace parley::cluster
