// The command rates of users, shared by all their connections on one loop.
// Used on that loop's thread only.
#pragma once

#include "protocol/client_options.hpp"
#include "protocol/name_hash.hpp"
#include "protocol/token_bucket.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace parley {

class user_rates {
 public:
  /// `options` outlives the rates.
  explicit user_rates(const client_options& options) : options_(options) {}

  /// The bucket of a user as long as one of its connections holds it; null for
  /// the anonymous user, who is nobody in particular.
  std::shared_ptr<token_bucket> of(const std::string& user,
                                   token_bucket::time_point now);

 private:
  void forget_unused();

  const client_options& options_;
  name_map<std::weak_ptr<token_bucket>> buckets_;
  std::size_t forget_at_ = 64;
};

}  // namespace parley
