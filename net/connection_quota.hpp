// SPDX-License-Identifier: Apache-2.0
// Numbers of connections of the process and of each address. Shared by all
// loops; touched once when a connection opens and once when it closes, and when
// a trusted proxy's connection starts to serve another client.
#pragma once

#include "net/attempts.hpp"
#include "net/trusted_proxies.hpp"
#include "protocol/limits.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace parley {

class connection_quota {
 public:
  enum class verdict {
    admitted,
    process_full,  // to be told: HTTP 503
    address_full,  // to be told: HTTP 429
    flooded,       // so far over the limit that it is not even told
  };

  /// One counted connection; uncounted when it dies.
  class ticket {
   public:
    ticket(ticket&& other) noexcept
        : quota_(std::exchange(other.quota_, nullptr)),
          address_(std::move(other.address_)),
          client_(std::move(other.client_)),
          is_proxy_(other.is_proxy_),
          verdict_(other.verdict_) {}
    ticket& operator=(ticket&&) = delete;
    ~ticket();

    verdict outcome() const { return verdict_; }

    /// The address that is charged: an IPv4 address or an IPv6 /64; unspecified
    /// until a proxy has sent it.
    const boost::asio::ip::address& accountable() const { return address_; }

    /// A request has an X-Forwarded-For. On a trusted proxy's connection: from
    /// here on it is charged to that client. On other connections it is
    /// ignored.
    void speak_for(std::string_view forwarded);

    /// The address of the client behind a trusted proxy; empty for direct
    /// connections, and if the proxy did not send one.
    std::string client() const;

   private:
    friend class connection_quota;
    explicit ticket(connection_quota& quota) : quota_(&quota) {}

    connection_quota* quota_;
    /// The address that is charged; unspecified: none yet, it is a proxy's
    /// connection.
    boost::asio::ip::address address_;
    boost::asio::ip::address client_{};  // unspecified: see `client`
    bool is_proxy_ = false;
    verdict verdict_ = verdict::admitted;
  };

  /// `bounds` outlives the quota, which outlives its tickets.
  explicit connection_quota(const limits& bounds, trusted_proxies proxies = {})
      : limits_(bounds), proxies_(std::move(proxies)) {}

  /// Any thread. Counts one more and returns whether it is within the limits.
  ticket enter(const boost::asio::ip::address& peer);

  /// Wrong secrets, by the address that a connection counts for.
  attempts& secrets() { return secrets_; }

  /// Any thread. Open connections now.
  std::size_t size() const;

 private:
  // All of them with the mutex held.
  void count_in(const boost::asio::ip::address& address);
  void count_out(const boost::asio::ip::address& address);
  verdict judge(const boost::asio::ip::address& address) const;

  const limits& limits_;
  const trusted_proxies proxies_;
  mutable std::mutex mutex_;
  std::size_t total_ = 0;                                      // guarded
  std::map<boost::asio::ip::address, std::size_t> addresses_;  // guarded
  attempts secrets_;  // has a lock of its own
};

}  // namespace parley
