// How many connections the process and each address have. Shared by all loops;
// touched once when a connection opens and once when it closes.
#pragma once

#include "protocol/limits.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <map>
#include <mutex>
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
          verdict_(other.verdict_) {}
    ticket& operator=(ticket&&) = delete;
    ~ticket();

    verdict outcome() const { return verdict_; }

   private:
    friend class connection_quota;
    ticket(connection_quota& quota, boost::asio::ip::address address, verdict v)
        : quota_(&quota), address_(std::move(address)), verdict_(v) {}

    connection_quota* quota_;
    boost::asio::ip::address address_;
    verdict verdict_;
  };

  /// `bounds` outlives the quota, which outlives its tickets.
  explicit connection_quota(const limits& bounds) : limits_(bounds) {}

  /// Any thread. Counts one more and says whether it is within the limits.
  ticket enter(const boost::asio::ip::address& peer);

  /// Any thread. Open connections now.
  std::size_t size() const;

 private:
  void leave(const boost::asio::ip::address& address);

  const limits& limits_;
  mutable std::mutex mutex_;
  std::size_t total_ = 0;                                      // guarded
  std::map<boost::asio::ip::address, std::size_t> addresses_;  // guarded
};

}  // namespace parley
