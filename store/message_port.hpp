// SPDX-License-Identifier: Apache-2.0
// The NATS functions that nodes need to exchange messages: subjects, and order
// between one publisher and one subscriber.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace parley {

class message_port {
 public:
  virtual ~message_port() = default;

  /// Any thread; may block. False: it is lost.
  virtual bool publish(const std::string& subject, std::string_view bytes) = 0;

  /// `receive` is called with each message, in order, one at a time, on some
  /// thread. Throws nats_error.
  using handler = std::function<void(std::string_view bytes)>;
  virtual void subscribe(const std::string& subject, handler receive) = 0;

  /// Any thread.
  virtual bool is_connected() const = 0;
  /// Any thread. Messages that came faster than they were handled, and are
  /// lost.
  virtual std::uint64_t dropped() const = 0;
};

}  // namespace parley
