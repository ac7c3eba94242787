// SPDX-License-Identifier: Apache-2.0
// How often an address may show a wrong secret: an API key, a password, an
// operator's session. Shared by all loops; a lock per request that shows one.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>

namespace parley {

/// Wrong secrets of one address per second on average, and how many of them at
/// once are answered with 401. Further ones are answered with 429.
inline constexpr double attempt_rate = 1;
inline constexpr double attempt_burst = 5;

/// Wrong secrets of one address beyond its rate after which all its secrets are
/// ignored, right or wrong. Below that a right secret is always accepted, so
/// that an attacker with the same address does not lock out an operator at
/// once.
inline constexpr double attempts_looked_at = 100;

/// Addresses that are remembered. Over: the one whose last wrong secret is the
/// longest ago is forgotten.
inline constexpr std::size_t attempt_addresses = 10'000;

class attempts {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using address = boost::asio::ip::address;

  /// Any thread. Whether a secret that this address shows is to be looked at.
  bool may_try(const address& who, time_point now);

  /// Any thread. Counts a wrong one. False when there were so many lately that
  /// the answer is 429.
  bool failed(const address& who, time_point now);

  /// Any thread. Addresses remembered now.
  std::size_t size() const;

 private:
  struct entry {
    address who;
    /// Wrong secrets not yet forgiven; falls by `attempt_rate` a second.
    double wrong = 0;
    time_point at;

    void forgive(time_point now);
  };

  mutable std::mutex mutex_;
  std::list<entry> recent_;                              // guarded
  std::map<address, std::list<entry>::iterator> found_;  // guarded
};

}  // namespace parley
