#include "net/connection_quota.hpp"

#include <algorithm>

namespace parley {

namespace {

namespace ip = boost::asio::ip;

// One site commonly has a whole /64 of IPv6 addresses, so that counts as one.
ip::address accountable(const ip::address& peer) {
  if (peer.is_v4()) return peer;
  const auto v6 = peer.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6);
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes);
}

// 0 stands for no limit.
bool over(std::size_t count, std::size_t limit) {
  return limit != 0 && count > limit;
}

bool flooded(std::size_t count, std::size_t limit) {
  return limit != 0 && count > limit + refusal_slack;
}

}  // namespace

connection_quota::ticket::~ticket() {
  if (quota_) quota_->leave(address_);
}

connection_quota::ticket connection_quota::enter(const ip::address& peer) {
  const auto address = accountable(peer);
  const std::lock_guard lock(mutex_);
  const auto total = ++total_;
  const auto of_address = ++addresses_[address];
  auto outcome = verdict::admitted;
  if (flooded(total, limits_.connections) ||
      flooded(of_address, limits_.connections_per_address))
    outcome = verdict::flooded;
  else if (over(total, limits_.connections))
    outcome = verdict::process_full;
  else if (over(of_address, limits_.connections_per_address))
    outcome = verdict::address_full;
  return {*this, address, outcome};
}

std::size_t connection_quota::size() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void connection_quota::leave(const ip::address& address) {
  const std::lock_guard lock(mutex_);
  --total_;
  const auto at = addresses_.find(address);
  if (--at->second == 0) addresses_.erase(at);
}

}  // namespace parley
