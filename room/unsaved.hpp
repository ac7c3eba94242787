// SPDX-License-Identifier: Apache-2.0
// The drafts of a durable room until they are saved: at most one batch is being
// saved, and drafts accepted in the meantime form the next one. So the cost of
// saving per draft falls as the load rises.
#pragma once

#include "room/draft.hpp"

#include <cstddef>
#include <list>
#include <span>
#include <vector>

namespace parley {

class unsaved {
 public:
  /// After all others.
  void add(draft accepted);

  /// The drafts that may be shown now: in front of them nothing waits to be
  /// saved, and they need not be.
  std::vector<draft> take_ready();

  /// The next batch to save: all waiting drafts, up to `draft_batch`; empty
  /// while a batch is being saved. They stay here until `saved` or `refused`,
  /// and the span is valid until then.
  std::span<const draft> begin_batch();

  /// The batch was saved; its drafts, to be shown.
  std::vector<draft> saved();

  /// It was not: all that was accepted is given up. How many that were.
  std::size_t refused();

  bool empty() const { return waiting_.empty() && batch_.empty(); }

  /// Bytes of all drafts here, their bookkeeping counted.
  std::size_t size() const { return size_; }

 private:
  static std::size_t size_of(const draft& one);

  /// Allocates nothing while it is empty, as it is in most rooms.
  std::list<draft> waiting_;
  std::vector<draft> batch_;
  std::size_t size_ = 0;
};

}  // namespace parley
