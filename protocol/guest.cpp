// SPDX-License-Identifier: Apache-2.0
#include "protocol/guest.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/names.hpp"
#include "protocol/token_sign.hpp"

#include <algorithm>
#include <optional>
#include <simdjson.h>
#include <utility>

namespace parley {

namespace {

constexpr std::string_view nameless = "guest";

/// Seconds by which the clocks of nodes that share a secret may differ.
constexpr unix_seconds clock_difference = 30;

struct wish {
  std::string name;
  std::string token;
};

/// False when the member exists and is not a string.
bool read_text(simdjson::dom::object members, std::string_view key,
               std::string& out) {
  simdjson::dom::element found;
  if (members[key].get(found) != simdjson::SUCCESS) return true;
  std::string_view text;
  if (found.get(text) != simdjson::SUCCESS) return false;
  out = text;
  return true;
}

std::optional<wish> read_wish(std::string_view request) {
  simdjson::dom::parser parser;
  simdjson::dom::object members;
  wish out;
  if (parser.parse(simdjson::padded_string(request)).get(members) !=
          simdjson::SUCCESS ||
      !read_text(members, "name", out.name) ||
      !read_text(members, "token", out.token))
    return std::nullopt;
  return out;
}

/// Tokens of this desk, and no others that the same secret has signed.
token_settings settings_of(const std::string& secret) {
  token_settings out;
  out.hmac_secret_key = secret;
  out.issuer = guest_issuer;
  return out;
}

/// In letters and digits that are not easily confused, 5 bits each.
std::string suffix_of(const guest_entropy& random) {
  constexpr std::string_view digits = "abcdefghijkmnpqrstuvwxyz23456789";
  constexpr std::uint32_t bits = 5;
  std::string out(1, '.');
  std::uint32_t held = 0, count = 0;
  for (const auto byte : random) {
    held = (held << 8 | byte) & 0xfffu;
    for (count += 8; count >= bits; count -= bits)
      out += digits[held >> (count - bits) & 31u];
  }
  return out;
}

/// Whether `user` is one that a guest of this name was given.
bool is_user_of(std::string_view user, std::string_view name) {
  static const auto suffix_size = suffix_of({}).size();
  return user.size() == name.size() + suffix_size && user.starts_with(name) &&
         user[name.size()] == '.';
}

std::chrono::seconds seconds_of(std::chrono::milliseconds time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time);
}

}  // namespace

guest_desk::guest_desk(std::string secret, const guest_options& options,
                       std::size_t name_characters)
    : secret_(std::move(secret)),
      session_(seconds_of(options.session)),
      lifetime_(seconds_of(options.lifetime)),
      name_characters_(name_characters),
      check_(settings_of(secret_)) {}

std::variant<guest, std::string_view> guest_desk::admit(
    std::string_view request, unix_seconds now,
    const guest_entropy& random) const {
  auto asked = read_wish(request);
  if (!asked)
    return std::string_view(
        "The body is not a JSON object with a name and a token.");
  auto name = clean_member_name(asked->name.empty() ? nameless : asked->name,
                                name_characters_);
  if (!name || is_reserved_name(*name))
    return std::string_view(
        "The name is too long, shows nothing, has control characters or square "
        "brackets, or is reserved.");
  guest out{.user = {}, .name = std::move(*name), .token = {}};
  auto known = recognize(asked->token, out.name, now);
  if (!known) known = {out.name + suffix_of(random), now};
  out.user = std::move(known->user);
  const auto end =
      std::min(now + session_.count(), known->since + lifetime_.count());
  const auto claims =
      R"({"iss":)" + centrifuge::quoted(guest_issuer) + R"(,"sub":)" +
      centrifuge::quoted(out.user) + R"(,"exp":)" + std::to_string(end) +
      R"(,"guest_since":)" + std::to_string(known->since) +
      R"(,"info":{"name":)" + centrifuge::quoted(out.name) + "}}";
  out.token = std::get<std::string>(sign_token(claims, "HS256", secret_));
  return out;
}

std::optional<guest_desk::acquaintance> guest_desk::recognize(
    std::string_view token, std::string_view name, unix_seconds now) const {
  if (token.empty()) return std::nullopt;
  auto verdict = check_.run(token, now);
  const bool is_ours =
      !verdict.problem || *verdict.problem == token_problem::expired;
  if (!is_ours || !verdict.claims) return std::nullopt;
  auto& claims = *verdict.claims;
  const bool is_guests = claims.channel.empty() && claims.guest_since &&
                         is_user_of(claims.user, name);
  if (!is_guests) return std::nullopt;
  const auto since = *claims.guest_since;
  if (since > now + clock_difference || now >= since + lifetime_.count())
    return std::nullopt;
  return acquaintance{std::move(claims.user), since};
}

std::string to_json(const guest& admitted) {
  return R"({"user":)" + centrifuge::quoted(admitted.user) + R"(,"name":)" +
         centrifuge::quoted(admitted.name) + R"(,"token":)" +
         centrifuge::quoted(admitted.token) + "}";
}

}  // namespace parley
