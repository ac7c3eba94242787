// SPDX-License-Identifier: Apache-2.0
#include "room/publish_rate.hpp"

namespace parley {

publish_rate::publish_rate(const channel_options& options,
                           token_bucket::time_point now)
    : publications_(options.publish_rate, options.publish_burst, now),
      bytes_(options.publish_byte_rate, options.publish_byte_burst, now) {}

bool publish_rate::take(std::size_t bytes, token_bucket::time_point now) {
  if (!bytes_.has_any(now) || !publications_.take(now)) return false;
  bytes_.spend(static_cast<double>(bytes), now);
  return true;
}

}  // namespace parley
