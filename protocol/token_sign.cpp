// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_sign.hpp"

#include "protocol/jwt_owner.hpp"

#include <cstdlib>
#include <jwt.h>
#include <memory>

namespace parley {

std::variant<std::string, sign_fault> sign_token(const std::string& claims,
                                                 const std::string& algorithm,
                                                 const std::string& key) {
  jwt_t* made = nullptr;
  jwt_new(&made);
  const jwt_owner token(made);
  if (jwt_add_grants_json(made, claims.c_str()) != 0) return sign_fault::claims;
  const std::unique_ptr<char, decltype(&std::free)> text(
      jwt_set_alg(made, jwt_str_alg(algorithm.c_str()),
                  reinterpret_cast<const unsigned char*>(key.data()),
                  static_cast<int>(key.size())) == 0
          ? jwt_encode_str(made)
          : nullptr,
      &std::free);
  if (!text) return sign_fault::key;
  return std::string(text.get());
}

}  // namespace parley
