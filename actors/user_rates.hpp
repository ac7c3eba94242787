// SPDX-License-Identifier: Apache-2.0
// The rates of users, shared by all their connections on one loop.
// Used on that loop's thread only.
#pragma once

#include "protocol/client_options.hpp"
#include "protocol/client_rate.hpp"
#include "protocol/name_hash.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace parley {

class user_rates {
 public:
  /// `options` outlives the rates.
  explicit user_rates(const client_options& options) : options_(options) {}

  /// The rate of a user as long as one of its connections holds it; null for
  /// the anonymous user.
  std::shared_ptr<client_rate> of(const std::string& user,
                                  client_rate::time_point now);

 private:
  void forget_unused();

  const client_options& options_;
  name_map<std::weak_ptr<client_rate>> known_;
  std::size_t forget_at_ = 64;
};

}  // namespace parley
