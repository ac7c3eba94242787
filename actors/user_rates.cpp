#include "actors/user_rates.hpp"

#include <algorithm>

namespace parley {

std::shared_ptr<token_bucket> user_rates::of(const std::string& user,
                                             token_bucket::time_point now) {
  if (user.empty()) return nullptr;
  auto& known = buckets_[user];
  if (auto bucket = known.lock()) return bucket;
  auto bucket = std::make_shared<token_bucket>(
      options_.user_command_rate, options_.user_command_burst, now);
  known = bucket;
  forget_unused();
  return bucket;
}

// When the table has doubled since the last time: a constant cost per user.
void user_rates::forget_unused() {
  if (buckets_.size() < forget_at_) return;
  std::erase_if(buckets_,
                [](const auto& each) { return each.second.expired(); });
  forget_at_ = std::max<std::size_t>(64, 2 * buckets_.size());
}

}  // namespace parley
