// SPDX-License-Identifier: Apache-2.0
// The other half of tokens: making them, as an application's back end does.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace parley {

enum class sign_fault : std::uint8_t {
  /// Not a JSON object, or one with a whole number beyond 64 bits.
  claims,
  /// This key cannot sign with this algorithm.
  key,
};

/// A JSON Web Token (RFC 7519) with `claims`. `algorithm` is a name like HS256,
/// `key` a secret or a private key in PEM. Any thread.
std::variant<std::string, sign_fault> sign_token(const std::string& claims,
                                                 const std::string& algorithm,
                                                 const std::string& key);

}  // namespace parley
