// SPDX-License-Identifier: Apache-2.0
// Nodes of one cluster on the test's own thread, each with one loop, and the
// bus between them: packets wait until the test lets them arrive, in the order
// of each pair of nodes. Nothing runs unless the test asks.
#pragma once

#include "cluster/cluster_messages.hpp"
#include "tests/actors/stage.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace parley::cluster {

class cluster_stage {
 public:
  /// None of the nodes knows of a view yet.
  explicit cluster_stage(const std::vector<node_name>& names);
  ~cluster_stage();
  cluster_stage(const cluster_stage&) = delete;
  cluster_stage& operator=(const cluster_stage&) = delete;

  /// A plain client of a room at a node.
  std::shared_ptr<fake_link> join(const node_name& at, const std::string& room,
                                  const std::string& name);

  /// All nodes that are up go by a view of these, and settle.
  void agree_on(const std::vector<node_name>& names,
                const std::vector<node_name>& leaving = {});
  /// The same at one node only; packets do not arrive. Whose view it is not has
  /// no rights, and who missed one has none until it has settled.
  void tell_view(const node_name& to, view_number number,
                 const std::vector<node_name>& names,
                 const std::vector<node_name>& leaving = {});

  /// A node gets to know that it was put out, and has no rights by the view it
  /// knows nor by those before.
  void put_out(const node_name& name);

  /// Runs all actors and lets all packets arrive until nothing is left.
  void settle();
  /// Runs all actors; packets wait.
  void run();
  void advance(std::chrono::milliseconds time);
  /// The same without settling.
  void pass(std::chrono::milliseconds time);

  struct sent {
    node_name from;
    node_name to;
    std::shared_ptr<const peer::Packet> packet;
  };
  /// On their way.
  std::deque<sent> packets;
  /// Lets one arrive.
  void deliver(const sent& one);

  /// Whether a packet gets lost; empty: none does.
  std::function<bool(const sent&)> loses;
  /// All that were sent so far and were not lost, but for who has settled.
  std::vector<sent> arrived;

  /// Nothing comes from it or gets there any more.
  void kill(const node_name& name) { nodes_.at(name)->is_up = false; }

  /// Its lease ends, or is as good as endless.
  void fence(const node_name& name);
  void unfence(const node_name& name);

  const node_name& owner_of(const std::string& room) const;
  view_number number() const { return number_; }

  channel_settings channels;

 private:
  struct node {
    bool is_up = true;
    std::unique_ptr<home> where;
    topology clients;
    room_topology owners;
    caf::actor bus;
    caf::actor inlet;
    caf::actor outlet;
    std::unique_ptr<session_acceptor> acceptor;
    std::shared_ptr<lease_clock> lease = std::make_shared<lease_clock>();
    std::map<view_number, int> settled_ends;
    view_number told = 0;
    view known;
    view_number put_out_at = 0;
  };
  struct config : caf::actor_system_config {
    config();
  };

  void add(const node_name& name);
  void tell_standing(node& there, standing now);
  void on_settled(const node_name& name, view_number number);
  void tell_settled(const node_name& name, view_number number);
  bool run_once();

  limits bounds_;
  client_options options_;
  std::unique_ptr<namespaces> spaces_;
  std::unique_ptr<token_verifier> tokens_;
  std::unique_ptr<policy> policy_;
  std::chrono::milliseconds elapsed_{0};
  config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::map<node_name, std::unique_ptr<node>> nodes_;
  view latest_;
  view_number number_ = 0;
};

/// The lines of a client that are messages.
std::vector<std::string> said_to(const fake_link& client);

}  // namespace parley::cluster
