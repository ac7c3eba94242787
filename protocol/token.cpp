#include "protocol/token.hpp"

#include "protocol/token_check.hpp"

#include <utility>

namespace parley {

namespace {

refusal reason_of(std::optional<token_problem> problem) {
  if (!problem) return refusal::token_other_use;
  switch (*problem) {
    case token_problem::algorithm:
      return refusal::token_algorithm;
    case token_problem::signature:
      return refusal::token_signature;
    case token_problem::claims:
      return refusal::token_claims;
    case token_problem::audience:
      return refusal::token_audience;
    case token_problem::issuer:
      return refusal::token_issuer;
    case token_problem::early:
      return refusal::token_not_before;
    case token_problem::expired:
      return refusal::token_expired;
    default:
      return refusal::token_malformed;
  }
}

}  // namespace

struct token_verifier::state {
  token_check check;

  /// A token of the wanted sort: one that names a channel, or names none.
  token_result<token_claims> claims(std::string_view token, unix_seconds now,
                                    bool names_channel, refusal* why) const {
    auto verdict = check.run(token, now);
    if (why) *why = reason_of(verdict.problem);
    if (!verdict.claims) return token_fault::invalid;
    if (verdict.claims->channel.empty() == names_channel) {
      if (why) *why = refusal::token_other_use;
      return token_fault::invalid;
    }
    if (verdict.problem == token_problem::expired) return token_fault::expired;
    if (verdict.problem) return token_fault::invalid;
    return std::move(*verdict.claims);
  }
};

token_verifier::token_verifier(const token_settings& settings)
    : state_(std::make_unique<const state>(state{token_check(settings)})) {}

token_verifier::~token_verifier() = default;

bool token_verifier::has_key() const {
  return state_->check.has_key();
}

token_result<connection_claims> token_verifier::connection(
    std::string_view token, unix_seconds now, refusal* why) const {
  auto result = state_->claims(token, now, false, why);
  if (const auto* fault = std::get_if<token_fault>(&result)) return *fault;
  auto& claims = std::get<token_claims>(result);
  return connection_claims{
      .user = std::move(claims.user),
      .info = std::move(claims.grant.info),
      .meta = std::move(claims.meta),
      .subscriptions = std::move(claims.subscriptions),
      .expires_at = claims.expires_at(),
  };
}

token_result<subscription_claims> token_verifier::subscription(
    std::string_view token, unix_seconds now, refusal* why) const {
  auto result = state_->claims(token, now, true, why);
  if (const auto* fault = std::get_if<token_fault>(&result)) return *fault;
  auto& claims = std::get<token_claims>(result);
  return subscription_claims{
      .user = std::move(claims.user),
      .channel = std::move(claims.channel),
      .client = std::move(claims.client),
      .info = std::move(claims.grant.info),
      .data = std::move(claims.grant.data),
      .override = claims.grant.override,
      .expires_at = claims.expires_at(),
  };
}

}  // namespace parley
