// A connection to NATS, which comes back by itself. libnats has threads of its
// own; handlers run on one of them.
#pragma once

#include "store/cluster_options.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

/// libnats' own.
struct __natsConnection;

namespace parley {

/// NATS did not do what it was asked for. The text is for the operator.
class nats_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class nats_connection {
 public:
  /// Connects, or goes on trying to. `role` is how the server lists it. Throws
  /// nats_error when the options cannot be used.
  nats_connection(const cluster_options& options, const std::string& role);
  ~nats_connection();
  nats_connection(const nats_connection&) = delete;
  nats_connection& operator=(const nats_connection&) = delete;

  /// Any thread; blocks while the socket is full. False: it is lost.
  bool publish(const std::string& subject, std::string_view bytes);

  /// Any thread; blocks until the server has all that was published, for a
  /// second at most.
  void flush();

  /// `handler` is called with each message, in order, one at a time. Throws
  /// nats_error.
  using handler = std::function<void(std::string_view bytes)>;
  void subscribe(const std::string& subject, handler receive);

  /// Any thread.
  bool is_connected() const;
  /// How often it has come back.
  std::uint64_t reconnects() const;
  /// Messages that came faster than they were handled, and are lost.
  std::uint64_t dropped() const;

  __natsConnection* raw() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
