// SPDX-License-Identifier: Apache-2.0
// The store that all nodes agree by, as the keeper of a node's lease uses it: a
// write is taken only in the place of the revision that it names. Calls block;
// one thread uses it.
#pragma once

#include "cluster/membership.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <variant>

namespace parley::cluster {

class lease_bucket {
 public:
  virtual ~lease_bucket() = default;

  struct lease_seen {
    node_name node;
    lease value;
    revision at;
  };
  struct view_seen {
    view value;
    revision at;
  };
  /// What no node of ours has written there.
  struct foreign_lease {
    node_name node;
    revision at;
  };
  struct foreign_view {
    revision at;
  };
  using change =
      std::variant<lease_seen, view_seen, foreign_lease, foreign_view>;

  /// Watches anew, from the newest value of each key on; the previous watch may
  /// have missed values. Throws nats_error and keeps trying.
  virtual void watch() = 0;

  /// The next value that was written, starting with the newest of each key;
  /// nothing within `patience`. Throws nats_error when no more will arrive.
  virtual std::optional<change> next(std::chrono::milliseconds patience) = 0;

  /// Its revision; nothing when another write came first. Throws nats_error
  /// when the result is unknown.
  virtual std::optional<revision> write(const store_write& wanted) = 0;

  /// The leader's current value where `wanted` was refused: a watch may be
  /// served by a copy with other revisions. Nothing when the leader does not
  /// answer soon.
  virtual std::optional<change> read(const store_write& wanted) = 0;
};

/// The way to the bucket.
class lease_port {
 public:
  virtual ~lease_port() = default;

  /// Throws nats_error when it is not there.
  virtual std::unique_ptr<lease_bucket> open() = 0;
  /// How often the connection has come back; a bucket does not outlive that.
  virtual std::uint64_t reconnects() const = 0;
};

}  // namespace parley::cluster
