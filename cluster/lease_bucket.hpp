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

  /// Watches anew, from the newest of each key on; what is told by the watch
  /// before may be missing something. Throws nats_error, and goes on with that.
  virtual void watch() = 0;

  /// The next thing that was written, the newest of each key to begin with;
  /// nothing within `patience`. Throws nats_error when no more will be told.
  virtual std::optional<change> next(std::chrono::milliseconds patience) = 0;

  /// Its revision; nothing when another write was there before. Throws
  /// nats_error when nobody knows what it came to.
  virtual std::optional<revision> write(const store_write& wanted) = 0;

  /// What is written now where `wanted` was not taken, as the leader has it: a
  /// watch may be told by a copy that counts otherwise. Nothing when the leader
  /// does not say it soon.
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
