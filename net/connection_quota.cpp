// SPDX-License-Identifier: Apache-2.0
#include "net/connection_quota.hpp"

#include "protocol/memory_use.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

namespace ip = boost::asio::ip;

// One site commonly has a whole /64 of IPv6 addresses, so that counts as one.
ip::address countable(const ip::address& peer) {
  const auto address = unmapped(peer);
  if (address.is_v4()) return address;
  auto bytes = address.to_v6().to_bytes();
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
  if (!quota_) return;
  const std::lock_guard lock(quota_->mutex_);
  --quota_->total_;
  quota_->count_out(address_);
}

void connection_quota::ticket::speak_for(std::string_view forwarded) {
  if (!is_proxy_) return;
  const auto client = quota_->proxies_.client_of(forwarded);
  client_ = client.value_or(ip::address());
  const auto address = client ? countable(*client) : ip::address();
  if (address == address_) return;
  const std::lock_guard lock(quota_->mutex_);
  quota_->count_out(std::exchange(address_, address));
  quota_->count_in(address_);
  verdict_ = quota_->judge(address_);
}

std::string connection_quota::ticket::client() const {
  return client_.is_unspecified() ? std::string() : client_.to_string();
}

connection_quota::ticket connection_quota::enter(const ip::address& peer) {
  ticket out(*this);
  out.is_proxy_ = proxies_.trusts(peer);
  if (!out.is_proxy_) out.address_ = countable(peer);
  const std::lock_guard lock(mutex_);
  ++total_;
  count_in(out.address_);
  out.verdict_ = judge(out.address_);
  return out;
}

connection_quota::verdict connection_quota::judge(
    const ip::address& address) const {
  const auto at = addresses_.find(address);
  const auto of_address = at == addresses_.end() ? 0 : at->second;
  if (flooded(total_, limits_.connections) ||
      flooded(of_address, limits_.connections_per_address))
    return verdict::flooded;
  if (over(total_, limits_.connections) ||
      memory_use::level() >= memory_level::no_new_links)
    return verdict::process_full;
  if (over(of_address, limits_.connections_per_address))
    return verdict::address_full;
  return verdict::admitted;
}

std::size_t connection_quota::size() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void connection_quota::count_in(const ip::address& address) {
  if (!address.is_unspecified()) ++addresses_[address];
}

void connection_quota::count_out(const ip::address& address) {
  const auto at = addresses_.find(address);
  if (at != addresses_.end() && --at->second == 0) addresses_.erase(at);
}

}  // namespace parley
