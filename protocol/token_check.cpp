// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_check.hpp"

#include "protocol/base64.hpp"
#include "protocol/json_text.hpp"
#include "protocol/token_keys.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <simdjson.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace parley {

namespace {

namespace ondemand = simdjson::ondemand;

/// The required value of a claim: this text, or any text in which the regex is
/// found; with neither, any value.
class expectation {
 public:
  expectation(std::string exact, const std::string& regex,
              const std::string& setting)
      : exact_(std::move(exact)) {
    if (regex.empty()) return;
    if (!exact_.empty())
      throw std::invalid_argument(setting + " and " + setting +
                                  "_regex are both set: choose one");
    regex_ = std::make_unique<const RE2>(regex, RE2::Quiet);
    if (!regex_->ok())
      throw std::invalid_argument(
          setting + "_regex is not a regex (RE2): " + regex_->error());
  }

  bool holds_for(const std::string& text) const {
    if (regex_) return RE2::PartialMatch(text, *regex_);
    return exact_.empty() || text == exact_;
  }

  bool holds_for_one_of(const std::vector<std::string>& texts) const {
    if (!regex_ && exact_.empty()) return true;
    return std::ranges::any_of(
        texts, [this](const auto& text) { return holds_for(text); });
  }

 private:
  std::string exact_;
  std::unique_ptr<const RE2> regex_;
};

struct token_parts {
  std::string algorithm;
  std::string claims;  // JSON
};

/// The value of `alg`. None when the header is not completely understood (RFC
/// 7515, 4.1.11) or names its algorithm twice (section 4).
std::optional<std::string> read_algorithm(const std::string& header) {
  if (!outline_of_json(header)) return std::nullopt;
  const simdjson::padded_string padded(header);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object members;
  if (parser.iterate(padded).get(document) ||
      document.get_object().get(members))
    return std::nullopt;
  std::optional<std::string> found;
  for (auto member : members) {
    std::string_view key, name;
    if (member.unescaped_key().get(key) || key == "crit") return std::nullopt;
    if (key != "alg") continue;
    if (found || member.value().get_string().get(name)) return std::nullopt;
    found = name;
  }
  return found;
}

/// Nothing unless the token is three parts of base64url (RFC 7515, 3.1).
std::optional<token_parts> split(std::string_view token) {
  if (token.size() > token_size_max) return std::nullopt;
  const auto first = token.find('.');
  const auto last = token.rfind('.');
  if (first == last) return std::nullopt;  // there is one dot, or none
  const auto header = decode_base64url(token.substr(0, first));
  auto claims = decode_base64url(token.substr(first + 1, last - first - 1));
  if (!header || !claims || !decode_base64url(token.substr(last + 1)))
    return std::nullopt;
  auto algorithm = read_algorithm(*header);
  if (!algorithm) return std::nullopt;
  return token_parts{std::move(*algorithm), std::move(*claims)};
}

}  // namespace

std::string_view explain(token_problem problem) {
  switch (problem) {
    case token_problem::form:
      return "this is not a signed JSON Web Token of at most 16 KiB";
    case token_problem::algorithm:
      return "there is no key for its signature algorithm";
    case token_problem::signature:
      return "it is not signed with a key that is valid here";
    case token_problem::claims:
      return "its claims are not JSON, or one has a value of the wrong type";
    case token_problem::kind:
      return "it is a token for a connection and not for a subscription, or "
             "the "
             "reverse (`channel`)";
    case token_problem::other_user:
      return "it is for another user";
    case token_problem::other_channel:
      return "it is for another channel (`channel`)";
    case token_problem::other_client:
      return "it is for another connection (`client`)";
    case token_problem::audience:
      return "it is for another audience (`aud`)";
    case token_problem::issuer:
      return "it is from another issuer (`iss`)";
    case token_problem::early:
      return "it is not valid yet (`nbf`)";
    case token_problem::expired:
      return "it has expired (`exp`)";
  }
  return "it is refused";
}

std::string_view word_for(token_problem problem) {
  switch (problem) {
    case token_problem::form:
      return "form";
    case token_problem::algorithm:
      return "algorithm";
    case token_problem::signature:
      return "signature";
    case token_problem::claims:
      return "claims";
    case token_problem::kind:
      return "kind";
    case token_problem::audience:
      return "audience";
    case token_problem::issuer:
      return "issuer";
    case token_problem::other_user:
      return "other_user";
    case token_problem::other_channel:
      return "other_channel";
    case token_problem::other_client:
      return "other_client";
    case token_problem::early:
      return "early";
    case token_problem::expired:
      return "expired";
  }
  return "refused";
}

struct token_check::state {
  explicit state(const token_settings& settings)
      : keys(settings),
        audience(settings.audience, settings.audience_regex, "audience"),
        issuer(settings.issuer, settings.issuer_regex, "issuer"),
        user_claim(settings.user_id_claim.empty() ? "sub"
                                                  : settings.user_id_claim),
        leeway(
            std::chrono::floor<std::chrono::seconds>(settings.leeway).count()) {
  }

  /// Times come last: they ask a client for a new token, which helps only where
  /// nothing else is wrong. Differences cannot overflow: claims are limited to
  /// 2^53 seconds.
  std::optional<token_problem> judge(const token_claims& claims,
                                     unix_seconds now) const {
    if (!audience.holds_for_one_of(claims.audience))
      return token_problem::audience;
    if (!issuer.holds_for(claims.issuer)) return token_problem::issuer;
    if (claims.expires && now - leeway >= *claims.expires)
      return token_problem::expired;
    if (claims.not_before && now + leeway < *claims.not_before)
      return token_problem::early;
    return std::nullopt;
  }

  const token_keys keys;
  const expectation audience;
  const expectation issuer;
  const std::string user_claim;
  const unix_seconds leeway;
};

token_check::token_check(const token_settings& settings)
    : state_(std::make_unique<const state>(settings)) {}
token_check::~token_check() = default;
token_check::token_check(token_check&&) noexcept = default;

bool token_check::has_key() const {
  return !state_->keys.empty();
}

token_verdict token_check::run(std::string_view token, unix_seconds now) const {
  const auto refused = [](token_problem problem) {
    return token_verdict{problem, std::nullopt};
  };
  const auto parts = split(token);
  if (!parts) return refused(token_problem::form);
  if (!state_->keys.accepts(parts->algorithm))
    return refused(token_problem::algorithm);
  if (!state_->keys.verify(token, parts->algorithm, now))
    return refused(token_problem::signature);
  auto claims = read_claims(parts->claims, state_->user_claim);
  if (!claims) return refused(token_problem::claims);
  const auto problem = state_->judge(*claims, now);
  // Accepted after its `exp`, it ends when it would not be accepted any more.
  if (!problem && claims->expires && *claims->expires <= now)
    *claims->expires += state_->leeway;
  return {problem, std::move(claims)};
}

}  // namespace parley
