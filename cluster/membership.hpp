// SPDX-License-Identifier: Apache-2.0
// One node's part in the agreement on the members of the cluster. Pure: its
// inputs are the time and the contents of the store, its output is the next
// write.
//
// The store has two kinds of keys, each with a revision that grows with every
// write, and accepts a write only over the revision that it names:
//
// - A lease for each node, which the node renews. Its right to act ends by its
//   own clock before another node may evict it by writing `evicted` over a
//   lease that has not changed for so long.
// - The view. A node leaves it only while its lease is an `evicted` that is not
//   older than the view before, so it cannot act under a view that it still
//   has.
//
// tests/cluster/membership_simulation_test.cpp shows that no two nodes act for
// a room at once, with late or lost writes and paused nodes.
#pragma once

#include "cluster/tenure.hpp"
#include "cluster/view.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

namespace parley::cluster {

/// Of a key in the store; 0: the key is not there.
using revision = std::uint64_t;

struct lease {
  /// The newest view that the node has acknowledged; it acts under none before
  /// it. Of an evicted node: it acts under none up to it.
  view_number goes_by = 0;
  bool evicted = false;
  /// The process whose lease it is: one of the same name is another.
  std::uint64_t process = 0;
  /// It is about to end, and wants no rooms.
  bool leaving = false;
  bool operator==(const lease&) const = default;
};

struct write_lease {
  node_name node;
  lease value;
  revision expected;
};

struct write_view {
  view value;
  revision expected;
};

using store_write = std::variant<write_lease, write_view>;

struct lease_times {
  using milliseconds = std::chrono::milliseconds;
  /// Unchanged for so long, by the observer's clock: the node may be evicted.
  milliseconds length{1'000};
  /// How often a node renews its own.
  milliseconds renewal{250};
  /// How much earlier its right ends by its own clock: more than two clocks
  /// drift apart in `length`.
  milliseconds margin{100};
};

/// Nodes whose leases are remembered, in the view or not. More are ignored:
/// there are so many only if a stranger writes leases.
inline constexpr std::size_t leases_known = 4'096;

class membership {
 public:
  /// Monotonic, this node's own.
  using time_point = std::chrono::steady_clock::time_point;

  /// `process`: random, so that no other of this name has it.
  membership(node_name self, std::uint64_t process, lease_times times);

  // -- events of the store ---------------------------------------------------
  // Delivered in the order of revisions for each key; some may be missing.

  void on_lease(const node_name& node, const lease& value, revision at,
                time_point now);
  void on_view(const view& value, revision at);

  /// After a refused write: the leader's value and its revision. If the value
  /// is known here, only the revision was wrong.
  void on_lease_revision(const node_name& node, const lease& value, revision at,
                         time_point now);
  void on_view_revision(const view& value, revision at);

  /// The current value was not written by a node of ours: the previous value
  /// counts, and may be written again over this one.
  void on_foreign_lease(const node_name& node, revision at);
  void on_foreign_view(revision at);

  /// The store can be read again: writes of others in the meantime are still to
  /// arrive, and every node that could not write gets its full time again.
  void on_store_back(time_point now);

  /// Our own lease was written as asked for at `asked`, under that revision.
  void on_renewed(time_point asked, revision at);
  /// The last requested write failed, or its result is unknown.
  void on_write_failed();

  /// The next write. To be called after each of the above, and at least every
  /// `renewal`.
  std::vector<store_write> act(time_point now);

  /// The node is to end: others get its rooms, and it stays in the view until
  /// it gives its lease back.
  void retire() { retires_ = true; }

  /// The node ends: the write that evicts it at once, so that no other node
  /// waits for its lease to expire. It acts no more from here on.
  std::vector<store_write> give_back();

  // -- what follows -----------------------------------------------------------

  /// Whether this node may act as the owner of `room` until `now` has passed.
  bool owns(std::string_view room, time_point now) const;

  /// Our right to act has ended, or has not begun.
  bool is_fenced(time_point now) const { return now >= granted_until_; }

  const view& latest() const { return latest_; }
  const tenure& rights() const { return tenure_; }
  /// Of each node whose lease is known: the process that has it.
  std::map<node_name, std::uint64_t, std::less<>> processes() const;
  /// When our right to act ends.
  time_point granted_until() const { return granted_until_; }

 private:
  struct neighbour {
    lease value;
    revision at = 0;
    /// When we saw it change.
    time_point changed;
    /// When we last wanted to put it out.
    time_point tried{};
  };

  void settle();
  void renew(time_point now, std::vector<store_write>& out);
  void evict(time_point now, std::vector<store_write>& out);
  void put_out(const node_name& node, neighbour& seen, time_point now,
               std::vector<store_write>& out) const;
  void propose(time_point now, std::vector<store_write>& out);
  bool may_learn_of(const node_name& node) const;

  bool is_due(time_point now) const;
  /// Of the lease under our name: it is this process's.
  bool holds(const lease& own) const;
  /// Evicts it so that the next view can drop it.
  bool is_out(const lease& seen) const;
  bool is_stale(const neighbour& lease, time_point now) const;
  bool is_live(const neighbour& lease, time_point now) const;
  view next_view(time_point now) const;
  bool confirms(const node_name& node, view_number number) const;
  view_number own_word() const;
  lease put_out_of(const neighbour& seen) const;

  const node_name self_;
  const std::uint64_t process_;
  const lease_times times_;

  view latest_;
  revision latest_at_ = 0;
  /// The value under the view's key is not a view, and is to be written over.
  bool view_is_foreign_ = false;
  tenure tenure_;

  std::map<node_name, neighbour, std::less<>> leases_;
  time_point granted_until_{};
  bool is_writing_ = false;
  time_point asked_{};
  view_number said_ = 0;
  bool retires_ = false;
  bool said_retires_ = false;
  time_point proposed_{};
  view_number proposed_number_ = 0;
};

}  // namespace parley::cluster
