// SPDX-License-Identifier: Apache-2.0
// The keys of one `token_settings`, and which of them may have signed what: a
// key of one kind is never tried on a token that claims another kind.
#pragma once

#include "protocol/token.hpp"
#include "protocol/token_signature.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace parley {

class token_keys {
 public:
  /// Reads the keys, from files if the settings name files. Throws
  /// `std::invalid_argument` with a sentence that names the setting.
  explicit token_keys(const token_settings& settings);

  bool empty() const;

  /// Whether tokens signed by this algorithm ("ES256") can be valid at all: it
  /// is supported, and there is a key for it.
  bool accepts(std::string_view name) const;

  /// Whether a key for this algorithm, valid at `now`, has signed the token.
  bool verify(std::string_view token, std::string_view name,
              unix_seconds now) const;

 private:
  std::string secret_;
  std::string previous_secret_;
  unix_seconds previous_valid_until_;
  std::optional<public_key> rsa_;
  std::optional<public_key> ecdsa_;
  /// The only one that the curve of the ECDSA key allows (RFC 7518, 3.4).
  std::string ecdsa_algorithm_;
};

}  // namespace parley
