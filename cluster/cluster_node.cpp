// SPDX-License-Identifier: Apache-2.0
#include "cluster/cluster_node.hpp"

#include "actors/detached.hpp"
#include "cluster/bus.hpp"
#include "cluster/inlet.hpp"
#include "cluster/neighbours.hpp"
#include "cluster/outlet.hpp"
#include "cluster/relay.hpp"

#include <caf/send.hpp>

#include <atomic>
#include <cstdint>
#include <future>
#include <random>
#include <utility>

namespace parley::cluster {

namespace {

std::uint64_t random_number() {
  std::random_device entropy;
  return std::uint64_t{entropy()} << 32 | entropy() | 1;
}

}  // namespace

cluster_node::cluster_node(const std::vector<home*>& homes,
                           const topology& node, const cluster_options& options,
                           const transport& ways)
    : node_(node) {
  const auto process = random_number();
  bus_ = bus_door(spawn_detached<bus>(homes.front()->system(), options, process,
                                      ways, watch_));
  neighbours_ = spawn_pinned<cluster::neighbours>(*homes.front(), bus_);
  for (auto* where : homes) {
    inlets_.push_back(spawn_pinned<inlet>(*where, bus_));
    outlets_.push_back(
        spawn_pinned<outlet>(*where, topologies_.emplace_back(node), bus_));
    topologies_.back().couriers = {outlets_.back()};
    topologies_.back().state_source = outlets_.back();
    owners_.push_back(spawn_pinned<directory>(*where, topologies_.back()));
  }
  for (auto& each : topologies_) each.directories = owners_;
  lease_ = std::make_unique<lease_keeper>(
      options, process, ways,
      [this](standing_ptr now) { tell(std::move(now)); });
}

cluster_node::~cluster_node() = default;

directory::room_source cluster_node::relays(const home& where) const {
  return [this, inlet = inlets_[where.index()]](
             home& there, directory_ref starter, room_id id, std::string room) {
    return spawn_pinned<relay>(there, node_, std::move(starter), inlet, id,
                               std::move(room));
  };
}

void cluster_node::start(use_desks desks, emulated_sink emulated) {
  caf::anon_send(neighbours_, std::move(desks));
  caf::anon_send(bus_.bus(),
                 bus_ends{inlets_, outlets_, neighbours_, std::move(emulated)});
  lease_->start();
}

bool cluster_node::pass_on(std::string_view to, std::string key,
                           std::string said) {
  node_name node(to);
  {
    const std::lock_guard lock(mutex_);
    if (!standing_ || !standing_->latest.has(node)) return false;
  }
  auto packet = std::make_shared<peer::Packet>();
  packet->mutable_emulated()->set_session(std::move(key));
  packet->mutable_emulated()->set_data(std::move(said));
  if (auto one = bus_.let_in(std::move(node), std::move(packet)))
    caf::anon_send(bus_.bus(), *std::move(one));
  return true;
}

// The bus first: it has to know of a view when the others have settled by it.
void cluster_node::tell(standing_ptr now) {
  {
    const std::lock_guard lock(mutex_);
    standing_ = now;
  }
  caf::anon_send(bus_.bus(), standing_changed{now});
  caf::anon_send(neighbours_, standing_changed{now});
  for (const auto& each : inlets_) caf::anon_send(each, standing_changed{now});
  for (const auto& each : outlets_) caf::anon_send(each, standing_changed{now});
}

cluster_report cluster_node::report() const {
  cluster_report out;
  // It has a thread of its own, and its record may be read from here.
  out.packets = caf::actor_cast<const quiet_actor*>(bus_.bus())->record().out();
  out.dropped = bus_.dropped();
  out.connected = watch_->is_connected();
  out.refused = watch_->refused();
  const std::lock_guard lock(mutex_);
  if (!standing_) return out;
  out.view = standing_->latest.number;
  out.nodes = standing_->latest.nodes.size();
  out.term = standing_->term();
  out.fenced = standing_->is_fenced();
  return out;
}

void cluster_node::leave(std::chrono::milliseconds patience) {
  struct countdown {
    std::atomic<std::size_t> left;
    std::promise<void> over;
  };
  const auto handed = std::make_shared<countdown>();
  handed->left = outlets_.size();
  auto over = handed->over.get_future();
  lease_->retire();
  for (const auto& each : outlets_)
    caf::anon_send(each, leave_cluster{[handed] {
                     if (--handed->left == 0) handed->over.set_value();
                   }});
  over.wait_for(patience);
}

void cluster_node::end() {
  constexpr auto reason = caf::exit_reason::user_shutdown;
  lease_->stop();
  for (const auto& each : owners_) anon_send_exit(each, reason);
  for (const auto& each : inlets_) caf::anon_send_exit(each, reason);
  for (const auto& each : outlets_) caf::anon_send_exit(each, reason);
  caf::anon_send_exit(neighbours_, reason);
  caf::anon_send_exit(bus_.bus(), reason);
}

}  // namespace parley::cluster
