// SPDX-License-Identifier: Apache-2.0
// What an operator has done to a room. Pure.
#pragma once

#include "protocol/inspection_call.hpp"

#include <set>
#include <string>

namespace parley {

struct moderation {
  bool closed = false;
  bool frozen = false;
  /// User ids, and names of plain members.
  std::set<std::string> muted;

  bool is_needed() const { return closed || frozen || !muted.empty(); }

  /// Whether this member may not publish.
  bool silences(const std::string& member) const {
    return closed || frozen || muted.contains(member);
  }

  /// False, and nothing changes, when too many members are muted.
  bool apply(const moderation_call& order);
};

}  // namespace parley
