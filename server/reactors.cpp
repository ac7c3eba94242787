// SPDX-License-Identifier: Apache-2.0
#include "server/reactors.hpp"

#include "protocol/memory_use.hpp"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

namespace parley {

namespace {

std::size_t loop_count(const settings& values) {
  if (values.threads > 0) return values.threads;
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

std::deque<reactor> make_reactors(caf::actor_system& system,
                                  const settings& values,
                                  connection_quota& quota) {
  std::deque<reactor> reactors;
  for (std::size_t i = 0; i < loop_count(values); ++i)
    reactors.emplace_back(system, static_cast<loop_index>(i), values.net,
                          quota);
  return reactors;
}

std::vector<home*> homes_of(std::deque<reactor>& reactors) {
  std::vector<home*> homes;
  homes.reserve(reactors.size());
  for (auto& each : reactors) homes.push_back(&each.actors());
  return homes;
}

// Queued bytes are returned on the loops' threads, which update the account.
void shed_largest(std::deque<reactor>& reactors) {
  for (auto& each : reactors)
    boost::asio::post(each.io(), [&each] {
      const auto count = each.sockets().shed_largest();
      memory_use::flush();
      if (count > 0)
        spdlog::warn("memory.shed loop={} connections={}",
                     each.actors().index(), count);
    });
}

}  // namespace parley
