// SPDX-License-Identifier: Apache-2.0
// One connection of libnats, from when it is made until it is closed for good.
// For nats_connection alone.
#pragma once

#include "store/nats_connection.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <nats/nats.h>
#include <string>
#include <vector>

namespace parley {

class nats_link {
 public:
  /// Called on threads of libnats.
  struct listener {
    /// It is connected, for the first time or again.
    std::function<void()> connected;
    /// It was disconnected, refused or closed; `why` is for the operator.
    std::function<void(const std::string& why)> broken;
  };

  /// Connects, or goes on trying to. Throws nats_error when the options cannot
  /// be used.
  nats_link(const cluster_options& options, const std::string& role,
            listener heard);
  ~nats_link();
  nats_link(const nats_link&) = delete;
  nats_link& operator=(const nats_link&) = delete;

  /// False: the link is closed, or the server did not take it.
  bool subscribe(const std::string& subject,
                 std::shared_ptr<const nats_connection::handler> receive);

  /// Closes it. Blocks until libnats calls nothing of it any more, so not for
  /// threads of libnats.
  void end();

  /// Null: it could not be made.
  const std::shared_ptr<natsConnection>& raw() const { return raw_; }
  /// libnats will not try again, or the server has refused a subscription.
  /// True as soon as libnats has closed the connection, also before it has
  /// called `on_closed`.
  bool is_over() const;
  bool is_connected() const;
  std::uint64_t dropped() const;

 private:
  struct subscription;

  void report_broken(const std::string& why) const;
  static void on_closed(natsConnection*, void* self);
  static void on_disconnected(natsConnection*, void* self);
  static void on_connected(natsConnection*, void* self);
  static void on_error(natsConnection*, natsSubscription*, natsStatus, void*);
  static std::int64_t pause_before(natsConnection*, int attempts, void*);

  const listener heard_;
  std::shared_ptr<natsConnection> raw_;
  std::vector<std::unique_ptr<subscription>> subscriptions_;
  std::once_flag ended_;
  std::atomic<bool> ending_ = false;
  std::atomic<bool> denied_ = false;
  /// The last thing that libnats calls: its callbacks come in order.
  std::shared_ptr<std::promise<void>> closed_ =
      std::make_shared<std::promise<void>>();
};

}  // namespace parley
