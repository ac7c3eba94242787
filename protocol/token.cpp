// SPDX-License-Identifier: Apache-2.0
#include "protocol/token.hpp"

#include "protocol/token_check.hpp"

#include <utility>

namespace parley {

struct token_verifier::state {
  token_check check;

  /// A token of the wanted sort: one that names a channel, or names none.
  token_result<token_claims> claims(std::string_view token, unix_seconds now,
                                    bool names_channel) const {
    auto verdict = check.run(token, now);
    const bool is_bad = verdict.problem && !may_be_renewed(*verdict.problem);
    if (is_bad) return *verdict.problem;
    // Before the times: a new token of the wrong kind would not do either.
    if (verdict.claims->channel.empty() == names_channel)
      return token_problem::kind;
    if (verdict.problem) return *verdict.problem;
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
    std::string_view token, unix_seconds now) const {
  auto result = state_->claims(token, now, false);
  if (const auto* problem = std::get_if<token_problem>(&result))
    return *problem;
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
    std::string_view token, unix_seconds now) const {
  auto result = state_->claims(token, now, true);
  if (const auto* problem = std::get_if<token_problem>(&result))
    return *problem;
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
