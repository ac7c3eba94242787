// SPDX-License-Identifier: Apache-2.0
#include "tests/cluster/cluster_stage.hpp"

#include "actors/courier.hpp"
#include "actors/directory.hpp"
#include "actors/user_directory.hpp"
#include "cluster/inlet.hpp"
#include "cluster/outlet.hpp"
#include "cluster/placement.hpp"
#include "cluster/relay.hpp"

#include <caf/actor_registry.hpp>
#include <gtest/gtest.h>

#include <utility>

namespace parley::cluster {

namespace {

/// A node's bus, which ends in the test.
class BusEnd {
 public:
  static constexpr const char* name = "bus";

  BusEnd(pinned&, std::function<void(send_packet&)> send,
         std::function<void(const loop_settled&)> settled)
      : send_(std::move(send)), settled_(std::move(settled)) {}

  caf::behavior make_behavior() {
    return {
        [this](send_packet& request) { send_(request); },
        [this](const loop_settled& notice) { settled_(notice); },
    };
  }

 private:
  std::function<void(send_packet&)> send_;
  std::function<void(const loop_settled&)> settled_;
};

}  // namespace

cluster_stage::config::config() {
  set("scheduler.policy", caf::atom("testing"));
}

cluster_stage::cluster_stage(const std::vector<node_name>& names)
    : system_(std::make_unique<caf::actor_system>(config_)) {
  channels.without_namespace.history_size = 100;
  channels.without_namespace.history_ttl = std::chrono::hours(1);
  // Simulated clients publish as fast as they can.
  channels.without_namespace.publish_rate = 0;
  channels.without_namespace.publish_byte_rate = 0;
  bounds_.message_rate = bounds_.byte_rate = 0;
  spaces_ = std::make_unique<namespaces>(channels, bounds_.room_name);
  tokens_ = std::make_unique<token_verifier>(options_.token);
  policy_ = std::make_unique<policy>(options_, *spaces_, *tokens_, *tokens_);
  for (const auto& name : names) add(name);
}

void cluster_stage::add(const node_name& name) {
  auto& made = *nodes_.emplace(name, std::make_unique<node>()).first->second;
  made.where = std::make_unique<home>(*system_, loop_index{0}, [] {});
  made.where->bind_to_this_thread();
  made.lease->grant_until(lease_clock::clock::time_point::max());
  made.bus = spawn_pinned<BusEnd>(
      *made.where,
      [this, name](send_packet& request) {
        request.packet->set_node(name);
        request.packet->set_process(1);
        packets.push_back({name, request.to, std::move(request.packet)});
      },
      [this, name](const loop_settled& notice) {
        on_settled(name, notice.number);
      });
  auto& where = *made.where;
  made.clients.rules = made.owners.rules = policy_.get();
  made.clients.now = made.owners.now = [this] {
    return std::chrono::system_clock::time_point(std::chrono::hours(500'000)) +
           elapsed_;
  };
  made.clients.node_id = "process-" + name;
  made.inlet = spawn_pinned<inlet>(where, bus_door(made.bus));
  made.outlet = spawn_pinned<outlet>(where, made.owners, bus_door(made.bus));
  made.owners.couriers = {made.outlet};
  made.owners.state_source = made.outlet;
  made.owners.directories = {spawn_pinned<directory>(where, made.owners)};
  made.clients.add_courier(spawn_pinned<courier>(where));
  made.clients.directories = {spawn_pinned<directory>(
      where, made.clients,
      [&made](home& there, directory_ref starter, room_id id,
              std::string room) {
        return spawn_pinned<relay>(there, made.clients, std::move(starter),
                                   made.inlet, id, std::move(room));
      })};
  made.clients.user_directories = {
      spawn_pinned<user_directory>(where, made.clients)};
  made.acceptor =
      std::make_unique<session_acceptor>(where, made.clients, bounds_);
}

cluster_stage::~cluster_stage() {
  loses = [](const sent&) { return true; };
  settle();
  for (const auto& [name, each] : nodes_) {
    const auto end = [](const caf::actor& one) {
      caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
    };
    end(each->clients.directories[0].untyped());
    end(each->owners.directories[0].untyped());
    end(each->clients.user_directories[0].untyped());
    end(each->clients.couriers[0].untyped());
    end(each->inlet);
    end(each->outlet);
    end(each->bus);
  }
  settle();
  EXPECT_EQ(system_->registry().running(), 0u) << "actors outlive their node";
  system_->await_actors_before_shutdown(false);
  packets.clear();
  nodes_.clear();
}

std::shared_ptr<fake_link> cluster_stage::join(const node_name& at,
                                               const std::string& room,
                                               const std::string& name) {
  auto link = std::make_shared<fake_link>();
  link_request request;
  request.room = room;
  request.name = name;
  link->events = nodes_.at(at)->acceptor->accept(link, std::move(request));
  return link;
}

// -- views --------------------------------------------------------------------

void cluster_stage::tell_view(const node_name& to, view_number number,
                              const std::vector<node_name>& names,
                              const std::vector<node_name>& leaving) {
  auto& there = *nodes_.at(to);
  const view next{number, names, leaving};
  standing now{to, next, {}, there.lease};
  const bool missed_some = number != std::exchange(there.told, number) + 1;
  there.known = next;
  now.rights.forget(there.put_out_at);
  if (next.has(to)) {
    now.rights.on_view(next);
    if (missed_some) tell_standing(there, now);
    now.rights.settle([](const node_name&, view_number) { return true; });
  }
  tell_standing(there, std::move(now));
}

void cluster_stage::put_out(const node_name& name) {
  auto& there = *nodes_.at(name);
  there.put_out_at = there.told;
  standing now{name, there.known, {}, there.lease};
  now.rights.forget(there.put_out_at);
  tell_standing(there, std::move(now));
}

void cluster_stage::tell_standing(node& there, standing now) {
  const auto notice =
      standing_changed{std::make_shared<const standing>(std::move(now))};
  caf::anon_send(there.inlet, notice);
  caf::anon_send(there.outlet, notice);
}

void cluster_stage::fence(const node_name& name) {
  nodes_.at(name)->lease->grant_until(lease_clock::clock::time_point::min());
}

void cluster_stage::unfence(const node_name& name) {
  nodes_.at(name)->lease->grant_until(lease_clock::clock::time_point::max());
}

void cluster_stage::agree_on(const std::vector<node_name>& names,
                             const std::vector<node_name>& leaving) {
  latest_ = {++number_, names, leaving};
  for (const auto& name : names)
    if (nodes_.at(name)->is_up) tell_view(name, number_, names, leaving);
  settle();
}

// An inlet and an outlet have: the node has.
void cluster_stage::on_settled(const node_name& name, view_number number) {
  if (++nodes_.at(name)->settled_ends[number] == 2) tell_settled(name, number);
}

void cluster_stage::tell_settled(const node_name& name, view_number number) {
  for (const auto& [to, each] : nodes_) {
    auto packet = std::make_shared<peer::Packet>();
    packet->set_node(name);
    packet->set_process(1);
    packet->mutable_settled()->set_view(number);
    packets.push_back({name, to, std::move(packet)});
  }
}

const node_name& cluster_stage::owner_of(const std::string& room) const {
  return *cluster::owner_of(room, latest_);
}

// -- running ------------------------------------------------------------------

bool cluster_stage::run_once() {
  auto& scheduler =
      dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  bool busy = scheduler.run() > 0;
  for (const auto& [name, each] : nodes_) {
    while (each->where->run(1) > 0) busy = true;
    if (!each->where->publishing().empty()) busy = true;
    each->where->publishing().run();
  }
  return busy;
}

void cluster_stage::run() {
  while (run_once()) {
  }
}

void cluster_stage::settle() {
  for (run(); !packets.empty(); run()) {
    const auto next = std::move(packets.front());
    packets.pop_front();
    deliver(next);
  }
}

void cluster_stage::deliver(const sent& one) {
  const auto at = nodes_.find(one.to);
  if (at == nodes_.end() || !at->second->is_up || !nodes_.at(one.from)->is_up)
    return;
  if (loses && loses(one)) return;
  if (!one.packet->has_settled()) arrived.push_back(one);
  const auto& packet = *one.packet;
  const bool is_for_inlet =
      packet.has_from_owner() || packet.has_yield() || packet.has_echo();
  caf::anon_send(is_for_inlet ? at->second->inlet : at->second->outlet,
                 packet_arrived{one.packet});
}

void cluster_stage::advance(std::chrono::milliseconds time) {
  pass(time);
  settle();
}

void cluster_stage::pass(std::chrono::milliseconds time) {
  elapsed_ += time;
  dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler())
      .advance_time(time);
  // As the bus does: it may have been lost.
  for (const auto& [name, each] : nodes_)
    if (const auto last = each->settled_ends.rbegin();
        each->is_up && last != each->settled_ends.rend() && last->second == 2)
      tell_settled(name, last->first);
}

std::vector<std::string> said_to(const fake_link& client) {
  std::vector<std::string> lines;
  for (const auto& each : client.heard)
    if (each.starts_with('[')) lines.push_back(each);
  return lines;
}

}  // namespace parley::cluster
