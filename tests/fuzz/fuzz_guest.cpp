// SPDX-License-Identifier: Apache-2.0
// Any request to /guest, with any token that the same secret may have signed
// for an application: there is no guest that this desk did not make, and what
// it makes is a connection token for a name that others can read.
#include "protocol/guest.hpp"
#include "protocol/names.hpp"
#include "protocol/token_sign.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

namespace {

constexpr parley::unix_seconds now = 1'700'000'000;
const std::string secret = "the secret of this target";
constexpr parley::guest_entropy entropy{0x5a, 0xc3, 0x17, 0x88, 0x01,
                                        0xfe, 0x42, 0x9d, 0x60, 0x2b};

const parley::guest_desk& desk() {
  static const parley::guest_desk made(secret, {}, 32);
  return made;
}

const parley::token_verifier& verifier() {
  static const parley::token_verifier made = [] {
    parley::token_settings settings;
    settings.hmac_secret_key = secret;
    return parley::token_verifier(settings);
  }();
  return made;
}

/// The end of each user id that the desk makes with `entropy`.
const std::string& fresh_end() {
  static const std::string made = [] {
    const auto found = desk().admit(R"({"name":"a"})", now, entropy);
    return std::get<parley::guest>(found).user.substr(1);
  }();
  return made;
}

void check(std::string_view request) {
  const auto found = desk().admit(request, now, entropy);
  const auto* guest = std::get_if<parley::guest>(&found);
  if (!guest) return;
  if (parley::clean_member_name(guest->name, 32) != guest->name ||
      parley::is_reserved_name(guest->name))
    std::abort();
  // Nobody has a token of the desk here, so every guest is a new one.
  if (guest->user != guest->name + fresh_end()) std::abort();
  const auto token = verifier().connection(guest->token, now);
  const auto* claims = std::get_if<parley::connection_claims>(&token);
  if (!claims || claims->user != guest->user ||
      !claims->subscriptions.empty() || claims->expires_at == 0)
    std::abort();
}

}  // namespace

// One input is a request, or `name NUL claims` of an application's token.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check(text);
  const auto cut = text.find('\0');
  if (cut == std::string::npos) return 0;
  const auto claims = text.substr(cut + 1);
  // Only the desk signs with its issuer.
  if (claims.find(parley::guest_issuer) != std::string::npos ||
      claims.find('\\') != std::string::npos)
    return 0;
  const auto token = parley::sign_token(claims, "HS256", secret);
  if (const auto* signed_by_all = std::get_if<std::string>(&token))
    check(R"({"name":")" + text.substr(0, cut) + R"(","token":")" +
          *signed_by_all + "\"}");
  return 0;
}
