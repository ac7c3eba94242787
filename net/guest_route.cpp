// SPDX-License-Identifier: Apache-2.0
#include "net/guest_route.hpp"

#include "net/admission.hpp"
#include "net/cors.hpp"
#include "net/loop.hpp"

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <variant>

namespace parley {

std::optional<route_result> route_guest(const request_head& request,
                                        std::string_view path,
                                        const route_options& options) {
  if (path != "/guest") return std::nullopt;
  if (!options.guests)
    return http_answer{.status = 404,
                       .body = "Guests are switched off.\n",
                       .why = refusal::guest};
  if (auto refusal = refuse_origin(request, options.allowed_origins))
    return *refusal;
  if (request.method != "POST") {
    // The session adds the fields of a preflight (net/cors.hpp).
    http_answer answer{.status = request.method == "OPTIONS" ? 204u : 405u};
    if (answer.status == 405) answer.body = "Use POST.\n";
    answer.headers.emplace_back("Allow", guest_methods);
    return answer;
  }
  return std::make_shared<guest_route>(*options.guests);
}

void guest_route::answer(answer_context by, std::string_view body,
                         std::function<void(http_answer)> done) {
  auto& rates = *by.where.options().guest_rates;
  const bool may_ask = rates.take(by.client, std::chrono::steady_clock::now());
  done(may_ask ? answer_guest(body, desk_) : too_many_guests());
}

http_answer too_many_guests() {
  http_answer answer{.status = 429,
                     .body =
                         "Too many guests come from here. Try again "
                         "later.\n"};
  answer.headers.emplace_back("Retry-After", "5");
  return answer;
}

http_answer answer_guest(std::string_view body, const guest_desk& desk) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  // The system's generator: a guest's user id must not be guessed.
  std::random_device system;
  guest_entropy entropy{};
  for (auto& byte : entropy) byte = static_cast<std::uint8_t>(system());
  const auto found = desk.admit(body, now.count(), entropy);
  if (const auto* sentence = std::get_if<std::string_view>(&found))
    return text_answer(400, *sentence, refusal::guest);
  http_answer answer{.status = 200,
                     .content_type = "application/json",
                     .body = to_json(std::get<guest>(found))};
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

}  // namespace parley
