// SPDX-License-Identifier: Apache-2.0
// A rate limit for each address, for what an address can ask for without a
// connection that stays. Shared by all loops.
#pragma once

#include "protocol/token_bucket.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <utility>

namespace parley {

/// Addresses that are remembered. The one that was longest silent is forgotten
/// for one more, and then begins with a full burst.
inline constexpr std::size_t rated_addresses = 10'000;

class address_rates {
 public:
  using time_point = token_bucket::time_point;

  /// As a `token_bucket` for each address.
  address_rates(double rate, double burst,
                std::size_t capacity = rated_addresses)
      : rate_(rate), burst_(burst), capacity_(capacity) {}

  /// Any thread. False when `address` has asked too often.
  [[nodiscard]] bool take(const boost::asio::ip::address& address,
                          time_point now);

  /// Any thread. Addresses that are remembered now.
  std::size_t size() const;

 private:
  using entry = std::pair<boost::asio::ip::address, token_bucket>;

  const double rate_;
  const double burst_;
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::list<entry> recent_;  // guarded; the one that asked last comes first
  std::map<boost::asio::ip::address, std::list<entry>::iterator>
      found_;  // guarded
};

}  // namespace parley
