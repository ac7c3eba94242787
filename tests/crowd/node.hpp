// SPDX-License-Identifier: Apache-2.0
// A server of two loops in the test's own process, on a port of its own.
#pragma once

#include "server/server.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace parley::crowd_test {

/// How long a test waits for what must come. Long, because nothing waits for it
/// to pass unless the test fails.
#if defined(__SANITIZE_ADDRESS__) || defined(PARLEY_TSAN)
inline constexpr std::chrono::milliseconds patience{200'000};
#else
inline constexpr std::chrono::milliseconds patience{60'000};
#endif

class node {
 public:
  /// Serves at once. A crowd's connections share this process's descriptors:
  /// their limit is raised.
  node();
  /// Stops cleanly: a test ends its crowd before its node.
  ~node();

  std::uint16_t port() const { return port_; }
  std::size_t connections() const { return server_.connections(); }
  void shutdown(std::chrono::milliseconds deadline) {
    server_.shutdown(deadline);
  }

 private:
  server server_;
  std::uint16_t port_;
};

/// Waits for the room to be retired: true once somebody who joins it without a
/// name is called user0, whom no room names twice.
bool is_retired(const node& where, const std::string& room);

}  // namespace parley::crowd_test
