// SPDX-License-Identifier: Apache-2.0
#include "actors/user_rates.hpp"

#include <algorithm>

namespace parley {

std::shared_ptr<client_rate> user_rates::of(const std::string& user,
                                            client_rate::time_point now) {
  if (user.empty()) return nullptr;
  auto& known = known_[user];
  if (auto rate = known.lock()) return rate;
  const client_rate::bounds bounds{
      .commands = {options_.user_command_rate, options_.user_command_burst},
      .joins = {options_.user_join_rate, options_.user_join_burst},
      .bytes = {options_.user_byte_rate, options_.user_byte_burst}};
  auto rate = std::make_shared<client_rate>(bounds, now);
  known = rate;
  forget_unused();
  return rate;
}

// When the table has doubled since the last time: a constant cost per user.
void user_rates::forget_unused() {
  if (known_.size() < forget_at_) return;
  std::erase_if(known_, [](const auto& each) { return each.second.expired(); });
  forget_at_ = std::max<std::size_t>(64, 2 * known_.size());
}

}  // namespace parley
