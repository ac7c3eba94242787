// SPDX-License-Identifier: Apache-2.0
#include "actors/refuse.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <string>

namespace parley {

refusal refusal_of(const std::optional<token_problem>& problem,
                   refusal otherwise) {
  if (!problem) return otherwise;
  switch (*problem) {
    case token_problem::form:
      return refusal::token_malformed;
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
    case token_problem::kind:
    case token_problem::other_user:
    case token_problem::other_channel:
    case token_problem::other_client:
      return refusal::token_other_use;
    case token_problem::early:
      return refusal::token_not_before;
    case token_problem::expired:
      return refusal::token_expired;
  }
  return otherwise;
}

void refuse(traffic_record& counted, refusal why, std::string_view detail,
            const link* from) {
  const auto unlogged =
      counted.refused.count(why, std::chrono::steady_clock::now());
  if (unlogged)
    spdlog::info(
        "{}", refusal_line(why, *unlogged, from ? from->peer() : std::string(),
                           detail));
}

}  // namespace parley
