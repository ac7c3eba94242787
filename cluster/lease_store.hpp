// The store that all nodes agree by: a key-value bucket of NATS, whose writes
// are taken only in the place of the revision they name. Calls block; one
// thread uses it.
#pragma once

#include "cluster/membership.hpp"
#include "store/nats_connection.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace parley::cluster {

class lease_store {
 public:
  /// Makes the bucket of this cluster when it is not there. Throws nats_error.
  lease_store(nats_connection& nats, const cluster_options& options);
  ~lease_store();
  lease_store(const lease_store&) = delete;
  lease_store& operator=(const lease_store&) = delete;

  struct lease_seen {
    node_name node;
    lease value;
    revision at;
  };
  struct view_seen {
    view value;
    revision at;
  };
  using change = std::variant<lease_seen, view_seen>;

  /// Watches anew, from the newest of each key on; what is told by the watch
  /// before may be missing something. Throws nats_error, and goes on with that.
  void watch();

  /// The next thing that was written, the newest of each key to begin with;
  /// nothing within `patience`. Throws nats_error when no more will be told.
  std::optional<change> next(std::chrono::milliseconds patience);

  /// Its revision; nothing when another write was there before. Throws
  /// nats_error when nobody knows what it came to.
  std::optional<revision> write(const store_write& wanted);

  /// What is written now where `wanted` was not taken, as the leader has it: a
  /// watch may be told by a copy that counts otherwise. Nothing when the leader
  /// does not say it soon.
  std::optional<change> read(const store_write& wanted);

 private:
  struct state;
  const std::string bucket_;
  std::unique_ptr<state> state_;
};

/// As the store has it: {"goes_by":7,"process":12,"evicted":false}.
std::string encode(const lease& value);
std::optional<lease> decode_lease(std::string_view text);

}  // namespace parley::cluster
