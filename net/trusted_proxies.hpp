// SPDX-License-Identifier: Apache-2.0
// Proxies that an operator trusts, and how X-Forwarded-For from them is
// evaluated. Pure; const after construction.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

/// An IPv4-mapped IPv6 address as IPv4; others unchanged.
boost::asio::ip::address unmapped(const boost::asio::ip::address& a);

class trusted_proxies {
 public:
  trusted_proxies() = default;

  /// Addresses, or networks as 10.0.0.0/8; std::invalid_argument for others.
  explicit trusted_proxies(const std::vector<std::string>& networks);

  bool empty() const { return networks_.empty(); }
  bool trusts(const boost::asio::ip::address& peer) const;

  /// The client behind a trusted peer: the last address of `forwarded`, the
  /// value of X-Forwarded-For, that is not a trusted proxy's. Earlier entries
  /// may be forged. Nothing if there is none.
  std::optional<boost::asio::ip::address> client_of(
      std::string_view forwarded) const;

 private:
  struct network {
    boost::asio::ip::address address;
    unsigned bits;
  };
  std::vector<network> networks_;
};

}  // namespace parley
