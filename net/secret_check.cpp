// SPDX-License-Identifier: Apache-2.0
#include "net/secret_check.hpp"

#include "net/admin_route.hpp"

#include <variant>

namespace parley {

namespace {

http_answer too_many() {
  return {.status = 429,
          .body =
              "Too many wrong keys or passwords came from your address. "
              "Try again later.\n",
          .why = refusal::attempts};
}

bool is_about_a_secret(const http_answer& answer) {
  return answer.why == refusal::api_key ||
         answer.why == refusal::operator_key ||
         answer.why == refusal::admin_session;
}

bool shows_secret(const request_head& request) {
  return !request.api_key.empty() || !request.authorization.empty() ||
         request.target.find("api_key=") != std::string_view::npos;
}

}  // namespace

void limit_attempts(route_result& decided, const request_head& request,
                    attempts& made, const attempts::address& who,
                    attempts::time_point now) {
  const auto* answer = std::get_if<http_answer>(&decided);
  const bool wrong = answer && is_about_a_secret(*answer);
  const auto* accepted =
      std::get_if<std::shared_ptr<accepted_request>>(&decided);
  const bool granted = accepted && (*accepted)->has_shown_secret();
  if ((!wrong && !granted) || !shows_secret(request)) return;
  if (!made.may_try(who, now) || (wrong && !made.failed(who, now)))
    decided = too_many();
}

http_answer answer_password_attempt(std::string_view shown,
                                    const operator_options& options,
                                    attempts& made,
                                    const attempts::address& who,
                                    attempts::time_point now) {
  if (!made.may_try(who, now)) return too_many();
  auto answer = answer_password(shown, options);
  if (answer.status != 200 && !made.failed(who, now)) return too_many();
  return answer;
}

}  // namespace parley
