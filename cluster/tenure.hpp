// SPDX-License-Identifier: Apache-2.0
// Which rooms a node may act for as their owner, by the views it has seen. A
// new view moves rooms while some nodes still act under the previous one: a new
// owner waits until each node of the view has acknowledged it, because by then
// the old owner has released the room. Pure.
#pragma once

#include "cluster/view.hpp"

#include <deque>
#include <functional>
#include <string_view>

namespace parley::cluster {

class tenure {
 public:
  /// The newest view; one that is not newer changes nothing.
  void on_view(const view& next);

  /// We have been evicted, and views up to `number` do not count for us.
  void forget(view_number number);
  view_number barrier() const { return barrier_; }

  /// Looks again which views all their nodes go by. `goes_by(node, number)`:
  /// whether it will never again act by a view below `number`.
  using goes_by = std::function<bool(const node_name&, view_number)>;
  void settle(const goes_by& confirmed);

  /// The newest view we may act by; 0 for none. A room's term.
  view_number number() const {
    return views_.empty() ? 0 : views_.back().number;
  }

  /// Whether `self` has been the room's owner in every view since one that all
  /// go by.
  bool holds(std::string_view room, const node_name& self) const;

  bool operator==(const tenure&) const = default;

 private:
  /// Without gaps; the first is settled if any is. Few: the rest of them waits
  /// for the slowest node's word or its end.
  std::deque<view> views_;
  bool settled_ = false;
  view_number barrier_ = 0;
};

}  // namespace parley::cluster
