// SPDX-License-Identifier: Apache-2.0
// Everything that actors look up about namespaces, rights and tokens, built
// from the settings at start and then only read.
#pragma once

#include "protocol/centrifuge/policy.hpp"
#include "server/settings.hpp"

#include <memory>

namespace parley {

class rules {
 public:
  /// `values` outlives the rules. Throws `settings_error` for a key or a regex
  /// that cannot be used.
  explicit rules(const settings& values);

  const parley::policy& policy() const { return policy_; }
  const std::shared_ptr<const namespaces>& spaces() const { return spaces_; }

 private:
  std::shared_ptr<const namespaces> spaces_;
  token_verifier connections_;
  token_verifier subscriptions_;
  parley::policy policy_;
};

}  // namespace parley
