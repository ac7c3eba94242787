// SPDX-License-Identifier: Apache-2.0
// Any text is a token, or is none; any JSON is claims, or is refused. What is
// embedded in claims is JSON on one line.
#include "protocol/centrifuge/json.hpp"
#include "protocol/token.hpp"
#include "protocol/token_claims.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

const parley::token_verifier& verifier() {
  static const parley::token_verifier made = [] {
    parley::token_settings settings;
    settings.hmac_secret_key = "secret";
    settings.ecdsa_public_key =
        "-----BEGIN PUBLIC KEY-----\n"
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEp3IbjUhLiNzVNfJBT+dNvr4hb4YA\n"
        "XxUpitAPAAG7KhttfF3FiFIbV4+6PQp/pYcPiS/WB9yyY9/jIwHxU+od/Q==\n"
        "-----END PUBLIC KEY-----\n";
    return parley::token_verifier(settings);
  }();
  return made;
}

void check_embedded(std::string_view json) {
  if (json.empty()) return;
  if (!parley::centrifuge::is_json_object(json) ||
      json.find_first_of("\r\n") != std::string_view::npos)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr parley::unix_seconds now = 1'700'000'000;
  verifier().connection(text, now);
  verifier().subscription(text, now);
  if (const auto claims = parley::read_claims(text, "sub"))
    check_embedded(claims->meta);
  return 0;
}
