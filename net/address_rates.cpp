// SPDX-License-Identifier: Apache-2.0
#include "net/address_rates.hpp"

namespace parley {

bool address_rates::take(const boost::asio::ip::address& address,
                         time_point now) {
  const std::lock_guard lock(mutex_);
  const auto known = found_.find(address);
  if (known != found_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second);
    return recent_.front().second.take(now);
  }
  if (recent_.size() == capacity_) {
    found_.erase(recent_.back().first);
    recent_.pop_back();
  }
  recent_.emplace_front(address, token_bucket(rate_, burst_, now));
  found_.emplace(address, recent_.begin());
  return recent_.front().second.take(now);
}

std::size_t address_rates::size() const {
  const std::lock_guard lock(mutex_);
  return recent_.size();
}

}  // namespace parley
