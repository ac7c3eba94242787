// SPDX-License-Identifier: Apache-2.0
// Keeps this node's lease and follows the views, on a thread of its own: what
// the store takes its time for must not hold up anything else, nor be held up.
#pragma once

#include "cluster/lease_bucket.hpp"
#include "cluster/membership.hpp"
#include "cluster/standing.hpp"
#include "cluster/transport.hpp"
#include "protocol/log_pace.hpp"
#include "store/cluster_options.hpp"
#include "store/nats_connection.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace parley::cluster {

class lease_keeper {
 public:
  /// `changed` is called on the keeper's thread. `process`: random.
  lease_keeper(cluster_options options, std::uint64_t process,
               const transport& ways,
               std::function<void(standing_ptr)> changed);
  ~lease_keeper();
  lease_keeper(const lease_keeper&) = delete;
  lease_keeper& operator=(const lease_keeper&) = delete;

  /// Connects. Throws nats_error when the options cannot be used.
  void start();

  /// The node is to end: its rooms are to be others'. Any thread.
  void retire() { retires_ = true; }

  /// Gives the lease back, so that the others do not wait for its end.
  void stop();

 private:
  using clock = std::chrono::steady_clock;

  void run(const std::stop_token& stopping);
  void turn();
  void hear();
  void watch_anew();
  void take(const lease_bucket::change& seen, clock::time_point now);
  void take_foreign(const node_name& node, revision at);
  void correct(const store_write& refused);
  void write(const store_write& wanted, clock::time_point asked);
  void open_store();
  void close_store(const nats_error& why);
  void tell_if_changed();
  void give_back();

  const cluster_options options_;
  const std::function<void(standing_ptr)> changed_;
  membership membership_;
  const std::function<std::unique_ptr<lease_port>()> connect_;
  std::unique_ptr<lease_port> nats_;
  std::unique_ptr<lease_bucket> store_;
  std::uint64_t reconnects_ = 0;
  /// When the store last delivered a value: our own lease at least.
  clock::time_point heard_{};
  clock::time_point watched_{};
  std::atomic<bool> retires_ = false;
  bool failing_ = false;
  clock::time_point complained_{};
  log_pace foreign_{std::chrono::seconds(60)};
  bool was_fenced_ = true;
  std::shared_ptr<lease_clock> lease_ = std::make_shared<lease_clock>();
  standing_ptr told_;
  std::jthread thread_;
};

}  // namespace parley::cluster
