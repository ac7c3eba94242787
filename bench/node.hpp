// SPDX-License-Identifier: Apache-2.0
// The actors of a node on loops of their own, without sockets.
#pragma once

#include "bench/publisher.hpp"
#include "protocol/channel_options.hpp"
#include "store/store.hpp"

#include <memory>

namespace parley::bench {

class node {
 public:
  /// All rooms have these options. `kept` may be null when they are not
  /// durable.
  node(channel_options options, std::unique_ptr<store> kept);

  /// Ends all actors and threads, the store's too.
  ~node();

  node(const node&) = delete;
  node& operator=(const node&) = delete;

  /// Blocks until the plan is carried out. Once.
  publisher::result run(publisher::plan wanted);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley::bench
