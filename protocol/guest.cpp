#include "protocol/guest.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/names.hpp"
#include "protocol/token_sign.hpp"

#include <optional>
#include <simdjson.h>
#include <utility>

namespace parley {

namespace {

constexpr std::string_view nameless = "guest";

struct wish {
  std::string name;
  std::string token;
};

/// False when the member is there and is no string.
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

token_settings signed_with(const std::string& secret) {
  token_settings out;
  out.hmac_secret_key = secret;
  return out;
}

/// Tells guests of one name apart: 30 bits, in letters and digits that nobody
/// takes for one another.
std::string suffix_of(std::uint32_t random) {
  constexpr std::string_view digits = "abcdefghijkmnpqrstuvwxyz23456789";
  constexpr int length = 6;
  std::string out(1, '.');
  for (int i = 0; i < length; ++i, random >>= 5) out += digits[random & 31];
  return out;
}

/// Whether `user` is one that a guest of this name was given.
bool is_user_of(std::string_view user, std::string_view name) {
  return user.size() == name.size() + suffix_of(0).size() &&
         user.starts_with(name) && user[name.size()] == '.';
}

}  // namespace

guest_desk::guest_desk(std::string secret, std::chrono::milliseconds session,
                       std::size_t name_characters)
    : secret_(std::move(secret)),
      session_(std::chrono::duration_cast<std::chrono::seconds>(session)),
      name_characters_(name_characters),
      check_(signed_with(secret_)) {}

std::variant<guest, std::string_view> guest_desk::admit(
    std::string_view request, unix_seconds now, std::uint32_t random) const {
  auto asked = read_wish(request);
  if (!asked)
    return std::string_view(
        "The body is no JSON object with a name and a token.");
  guest out;
  out.name = asked->name.empty() ? nameless : std::move(asked->name);
  if (!is_member_name(out.name, name_characters_))
    return std::string_view("The name is too long, or has control characters.");
  out.user = returning_user(asked->token, out.name, now);
  if (out.user.empty()) out.user = out.name + suffix_of(random);
  const auto claims = R"({"sub":)" + centrifuge::quoted(out.user) +
                      R"(,"exp":)" + std::to_string(now + session_.count()) +
                      R"(,"info":{"name":)" + centrifuge::quoted(out.name) +
                      "}}";
  out.token = std::get<std::string>(sign_token(claims, "HS256", secret_));
  return out;
}

std::string guest_desk::returning_user(std::string_view token,
                                       std::string_view name,
                                       unix_seconds now) const {
  if (token.empty()) return {};
  auto verdict = check_.run(token, now);
  const bool good =
      !verdict.problem || *verdict.problem == token_problem::expired;
  if (!good || !verdict.claims || !is_user_of(verdict.claims->user, name))
    return {};
  return std::move(verdict.claims->user);
}

std::string to_json(const guest& admitted) {
  return R"({"user":)" + centrifuge::quoted(admitted.user) + R"(,"name":)" +
         centrifuge::quoted(admitted.name) + R"(,"token":)" +
         centrifuge::quoted(admitted.token) + "}";
}

}  // namespace parley
