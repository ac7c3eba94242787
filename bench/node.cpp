// SPDX-License-Identifier: Apache-2.0
#include "bench/node.hpp"

#include "net/connection_quota.hpp"
#include "net/options.hpp"
#include "server/actor_node.hpp"
#include "server/reactor.hpp"
#include "server/rules.hpp"

#include <caf/actor_registry.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <chrono>
#include <deque>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace parley::bench {

namespace {

constexpr loop_index loops = 2;

struct caf_config : caf::actor_system_config {
  caf_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
  }
};

settings settings_with(channel_options options) {
  settings values;
  values.channel.without_namespace = std::move(options);
  return values;
}

}  // namespace

struct node::state {
  state(channel_options options, std::unique_ptr<store> kept)
      : values(settings_with(std::move(options))),
        allowed(values),
        quota(values.net.bounds),
        system(caf),
        reactors(make_reactors()),
        actors(homes(), allowed.policy(), std::move(kept)) {}

  std::deque<reactor> make_reactors() {
    std::deque<reactor> made;
    for (loop_index i = 0; i < loops; ++i)
      made.emplace_back(system, i, values.net, quota);
    return made;
  }
  std::vector<home*> homes() {
    std::vector<home*> all;
    for (auto& each : reactors) all.push_back(&each.actors());
    return all;
  }

  settings values;
  rules allowed;
  connection_quota quota;
  caf_config caf;
  caf::actor_system system;
  std::deque<reactor> reactors;
  actor_node actors;
  std::vector<std::thread> threads;
};

node::node(channel_options options, std::unique_ptr<store> kept)
    : state_(std::make_unique<state>(std::move(options), std::move(kept))) {}

publisher::result node::run(publisher::plan wanted) {
  std::promise<publisher::result> over;
  spawn_pinned<publisher>(
      state_->reactors.front().actors(), state_->actors.actors(),
      std::move(wanted),
      [&over](publisher::result found) { over.set_value(std::move(found)); });
  for (auto& each : state_->reactors)
    state_->threads.emplace_back([&each] { each.run(); });
  return over.get_future().get();
}

node::~node() {
  state_->actors.end();
  while (state_->system.registry().running() > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (auto& each : state_->reactors) each.stop();
  for (auto& each : state_->threads) each.join();
}

}  // namespace parley::bench
