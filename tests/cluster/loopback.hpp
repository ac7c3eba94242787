// SPDX-License-Identifier: Apache-2.0
// Takes the place of NATS in one process: subjects, and a store of leases whose
// writes are taken in the place of a revision only. Any thread. Whoever has it
// can do what a stranger with an account at NATS could: hear and say anything.
#pragma once

#include "cluster/transport.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cluster {

class loopback {
 public:
  loopback();
  ~loopback();
  loopback(const loopback&) = delete;
  loopback& operator=(const loopback&) = delete;

  transport ways();

  void publish(const std::string& subject, std::string_view bytes);

  /// All that was published, oldest first, and forgets it.
  struct message {
    std::string subject;
    std::string bytes;
  };
  std::vector<message> take_heard();

  /// Writes what no node can read over a lease.
  void spoil_lease(const node_name& node);

  /// What stands there.
  std::map<node_name, lease> leases() const;
  view latest() const;

 private:
  struct hub;
  class port;
  class bucket;
  class leases_port;

  const std::shared_ptr<hub> hub_;
};

}  // namespace parley::cluster
