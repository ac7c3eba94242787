// SPDX-License-Identifier: Apache-2.0
// The long-lived actors of a node, one courier and one directory per loop, and
// their end.
#pragma once

#include "actors/home.hpp"
#include "actors/journal_health.hpp"
#include "actors/topology.hpp"
#include "store/cluster_options.hpp"
#include "store/store.hpp"

#include <caf/actor.hpp>
#include <caf/fwd.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

namespace cluster {
class cluster_node;
}

class actor_node {
 public:
  /// Spawns the actors on `homes`, which outlive the node and do not run yet,
  /// as do the `rules`. `kept`: where durable rooms are stored; null when there
  /// are none.
  actor_node(const std::vector<home*>& homes, const policy& rules,
             std::unique_ptr<store> kept,
             const std::string& metrics_prefix = "parley",
             const cluster_options& cluster = {});

  ~actor_node();
  actor_node(const actor_node&) = delete;
  actor_node& operator=(const actor_node&) = delete;

  const topology& actors() const { return topology_; }

  /// One per home: carries out the server API's calls that come in there.
  const std::vector<caf::actor>& apis() const { return apis_; }

  /// One per home: answers inspection requests there.
  const std::vector<caf::actor>& inspectors() const { return inspectors_; }

  /// Accepts a message from another node for a streaming link here.
  using emulated_sink = std::function<void(std::string key, std::string said)>;

  /// Why no client should be sent here now, in one word; empty: the node is
  /// ready. Any thread.
  std::string_view unready() const;

  /// The homes run: the node joins its cluster, if it has one. Throws
  /// cluster::nats_error when the options cannot be used.
  void start(emulated_sink emulated);

  /// Sends a client's message to its streaming link at another node of the
  /// cluster. False: there is no such node. Any thread.
  bool pass_on(std::string_view to, std::string key, std::string said);

  /// The node leaves its cluster, if it has one: its rooms go to other nodes.
  /// Blocks for `patience` at most.
  void leave(std::chrono::milliseconds patience);

  /// Begins the clean stop; the future is ready when no session is left. In a
  /// cluster clients are first closed a few at a time, `part_within` so long.
  /// Call once, from any thread.
  std::future<void> drain(std::chrono::milliseconds part_within);

  /// The time for the clean stop is over: links are cut.
  void cut();

  /// Ends the actors and all they started. The homes must still run.
  void end();

 private:
  /// The registry's handles would keep actors beyond their homes.
  void take_out_of_registry();

  caf::actor_system& system_;
  topology topology_;
  const std::shared_ptr<journal_health> journal_health_ =
      std::make_shared<journal_health>();
  std::atomic<bool> draining_ = false;
  /// Null when the node is alone.
  std::unique_ptr<cluster::cluster_node> cluster_;
  std::vector<caf::actor> apis_;
  std::vector<caf::actor> inspectors_;
  caf::actor drain_;
  std::promise<void> drained_;
};

}  // namespace parley
