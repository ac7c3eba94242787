// SPDX-License-Identifier: Apache-2.0
// A connection to NATS, which comes back whatever ended it. libnats has threads
// of its own; handlers run on one of them.
//
// libnats reconnects by itself when a server goes away, but gives up for good
// when a server refuses it twice. Then, and when the server has refused a
// subscription, the connection is made anew, with all its subscriptions, until
// it works.
#pragma once

#include "store/cluster_options.hpp"
#include "store/message_port.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

/// libnats' own.
struct __natsConnection;

namespace parley {

/// NATS failed to do a request. The text is for the operator.
class nats_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class nats_connection final : public message_port {
 public:
  /// Connects, or goes on trying to. `role` is how the server lists it. Throws
  /// nats_error when the options cannot be used.
  nats_connection(const cluster_options& options, const std::string& role);
  ~nats_connection() override;
  nats_connection(const nats_connection&) = delete;
  nats_connection& operator=(const nats_connection&) = delete;

  /// Any thread; blocks while the socket is full. False: it is lost.
  bool publish(const std::string& subject, std::string_view bytes) override;

  /// Any thread; blocks until the server has all that was published, for a
  /// second at most.
  void flush();

  void subscribe(const std::string& subject, handler receive) override;

  /// Any thread. False as well while the server refuses a subscription.
  bool is_connected() const override;
  /// How often it has come back, by libnats or made anew.
  std::uint64_t reconnects() const;
  std::uint64_t dropped() const override;

  /// Any thread. libnats' current connection, null while there is none. It
  /// stays in memory as long as it is held, but may be closed permanently:
  /// objects made from it must be made again when `generation` has changed.
  std::shared_ptr<__natsConnection> raw() const;
  /// How often the connection was made, from 1.
  std::uint64_t generation() const;

 private:
  class keeper;
  std::unique_ptr<keeper> keeper_;
};

}  // namespace parley
