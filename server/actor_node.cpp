// SPDX-License-Identifier: Apache-2.0
#include "server/actor_node.hpp"

#include "actors/api_actor.hpp"
#include "actors/courier.hpp"
#include "actors/detached.hpp"
#include "actors/directory.hpp"
#include "actors/drain.hpp"
#include "actors/inspector.hpp"
#include "actors/journal.hpp"
#include "actors/surveyor.hpp"
#include "actors/user_directory.hpp"
#include "cluster/cluster_node.hpp"
#include "protocol/name_hash.hpp"
#include "protocol/uuid.hpp"

#include <caf/actor_registry.hpp>
#include <caf/actor_system.hpp>
#include <caf/send.hpp>

#include <cstdint>
#include <random>
#include <utility>

namespace parley {

namespace {

// CAF's registry has them by these names.
constexpr auto inspector_name = caf::atom("inspector");
constexpr auto journal_name = caf::atom("journal");

}  // namespace

actor_node::actor_node(const std::vector<home*>& homes, const policy& rules,
                       std::unique_ptr<store> kept,
                       const std::string& metrics_prefix,
                       const cluster_options& cluster)
    : system_(homes.front()->system()) {
  // Before anything is looked up by name.
  choose_hash_key();
  std::random_device entropy;
  const auto number = [&] {
    return std::uint64_t{entropy()} << 32 | entropy();
  };
  topology_.node_id = make_uuid(number(), number());
  topology_.loops = homes.size();
  topology_.rules = &rules;
  topology_.rooms = std::make_shared<room_limits>(rules.options());
  if (kept)
    topology_.journal =
        spawn_detached<journal>(homes.front()->system(), std::move(kept),
                                topology_.now, journal_health_);
  for (auto* where : homes)
    topology_.add_courier(spawn_pinned<courier>(*where));
  if (cluster.enabled())
    cluster_ = std::make_unique<cluster::cluster_node>(
        homes, topology_, cluster, cluster::nats_transport(cluster));
  if (cluster_) {
    topology_.cluster =
        cluster_peers{cluster_->neighbours(),
                      [own = cluster_.get()] { return own->report(); }};
    topology_.node_name = cluster.node;
  }
  for (auto* where : homes)
    topology_.directories.push_back(
        cluster_ ? spawn_pinned<directory>(*where, topology_,
                                           cluster_->relays(*where))
                 : spawn_pinned<directory>(*where, topology_));
  for (auto* where : homes)
    topology_.user_directories.push_back(
        spawn_pinned<user_directory>(*where, topology_));
  for (auto* where : homes)
    apis_.push_back(spawn_pinned<api_actor>(*where, topology_));
  for (auto* where : homes)
    topology_.surveyors.push_back(spawn_pinned<surveyor>(*where));
  for (auto* where : homes)
    inspectors_.push_back(
        spawn_pinned<inspector>(*where, topology_, metrics_prefix));
  auto& registry = system_.registry();
  registry.put(inspector_name, inspectors_.front());
  if (topology_.journal)
    registry.put(journal_name, topology_.journal->untyped());
  drain_ = spawn_pinned<parley::drain>(*homes.front(), topology_,
                                       [this] { drained_.set_value(); });
}

actor_node::~actor_node() {
  take_out_of_registry();
}

void actor_node::take_out_of_registry() {
  auto& registry = system_.registry();
  registry.erase(inspector_name);
  registry.erase(journal_name);
}

void actor_node::start(emulated_sink emulated) {
  if (cluster_)
    cluster_->start({apis_.front(), inspectors_.front()}, std::move(emulated));
}

// The longest step first: a request that waits for NATS would wait in vain at a
// node that is about to end.
std::string_view actor_node::unready() const {
  if (draining_) return "draining";
  if (cluster_) {
    const auto where = cluster_->report();
    if (!where.connected) return "nats";
    if (where.fenced) return "fenced";
  }
  if (journal_health_->is_failing(std::chrono::steady_clock::now()))
    return "journal";
  return {};
}

bool actor_node::pass_on(std::string_view to, std::string key,
                         std::string said) {
  return cluster_ && cluster_->pass_on(to, std::move(key), std::move(said));
}

void actor_node::leave(std::chrono::milliseconds patience) {
  draining_ = true;
  if (cluster_) cluster_->leave(patience);
}

std::future<void> actor_node::drain(std::chrono::milliseconds part_within) {
  caf::anon_send(
      drain_,
      msg::start_drain{cluster_ ? part_within : std::chrono::milliseconds(0)});
  return drained_.get_future();
}

void actor_node::cut() {
  caf::anon_send(drain_, msg::drain_deadline{});
}

void actor_node::end() {
  constexpr auto reason = caf::exit_reason::user_shutdown;
  take_out_of_registry();
  caf::anon_send_exit(drain_, reason);
  if (cluster_) cluster_->end();
  for (const auto& each : apis_) caf::anon_send_exit(each, reason);
  for (const auto& each : inspectors_) caf::anon_send_exit(each, reason);
  for (const auto& each : topology_.surveyors) anon_send_exit(each, reason);
  for (const auto& each : topology_.directories) anon_send_exit(each, reason);
  for (const auto& each : topology_.user_directories)
    anon_send_exit(each, reason);
  for (const auto& each : topology_.link_couriers) anon_send_exit(each, reason);
  if (topology_.journal) anon_send_exit(*topology_.journal, reason);
}

}  // namespace parley
