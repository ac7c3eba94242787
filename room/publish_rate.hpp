// SPDX-License-Identifier: Apache-2.0
// How much the clients of one room may publish per second, all together.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/token_bucket.hpp"

#include <cstddef>

namespace parley {

/// Pure: the caller brings the time.
class publish_rate {
 public:
  publish_rate(const channel_options& options, token_bucket::time_point now);

  /// Counts one publication of so many bytes; false when it is over the rate,
  /// and then nothing is counted.
  [[nodiscard]] bool take(std::size_t bytes, token_bucket::time_point now);

 private:
  token_bucket publications_;
  token_bucket bytes_;
};

}  // namespace parley
