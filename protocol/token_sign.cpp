#include "protocol/token_sign.hpp"

#include <cstdlib>
#include <jwt.h>
#include <memory>

namespace parley {

namespace {

struct jwt_closer {
  void operator()(jwt_t* token) const { jwt_free(token); }
};

}  // namespace

std::variant<std::string, sign_fault> sign_token(const std::string& claims,
                                                 const std::string& algorithm,
                                                 const std::string& key) {
  jwt_t* made = nullptr;
  jwt_new(&made);
  const std::unique_ptr<jwt_t, jwt_closer> token(made);
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
