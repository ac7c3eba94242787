// SPDX-License-Identifier: Apache-2.0
// The check of a token, of either kind: its signature, and whether its claims
// are valid here and now.
#pragma once

#include "protocol/token.hpp"
#include "protocol/token_claims.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace parley {

/// Longest token that is looked at, in bytes.
inline constexpr std::size_t token_size_max = 16'384;

struct token_verdict {
  std::optional<token_problem> problem;
  /// The claims that a key of ours has signed; before that nothing is known.
  /// When the problem is `early` or `expired`, there is no other fault.
  std::optional<token_claims> claims;
};

class token_check {
 public:
  /// Reads the keys. Throws `std::invalid_argument` with a sentence that names
  /// the setting (not its value) when one cannot be used.
  explicit token_check(const token_settings& settings);
  ~token_check();
  token_check(token_check&&) noexcept;

  bool has_key() const;

  token_verdict run(std::string_view token, unix_seconds now) const;

 private:
  struct state;
  std::unique_ptr<const state> state_;
};

}  // namespace parley
