// SPDX-License-Identifier: Apache-2.0
#include "net/api_route.hpp"

#include "net/admission.hpp"
#include "net/api_key.hpp"
#include "net/loop.hpp"
#include "net/operator_key.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace parley {

namespace {

/// The key that a request shows (docs/wire-facts.md, 2.1.2).
std::string shown_key(const request_head& request,
                      const boost::urls::url_view& url) {
  if (!request.api_key.empty()) return std::string(request.api_key);
  if (const auto key = credentials_of(request.authorization, "apikey");
      !key.empty())
    return std::string(key);
  const auto parameters = url.params();
  const auto at = parameters.find("api_key");
  return at == parameters.end() ? std::string() : std::string((*at).value);
}

/// The method that a path names, "" for /api itself; nothing for another path.
std::optional<std::string_view> method_of(std::string_view encoded_path) {
  constexpr std::string_view path = "/api";
  if (!encoded_path.starts_with(path)) return std::nullopt;
  const auto rest = encoded_path.substr(path.size());
  if (rest.empty()) return rest;
  if (rest.front() != '/' || rest.find('/', 1) != rest.npos)
    return std::nullopt;
  return rest.substr(1);
}

}  // namespace

std::optional<route_result> route_api(const request_head& request,
                                      const boost::urls::url_view& url,
                                      const route_options& all) {
  if (!all.api) return std::nullopt;
  const auto& options = *all.api;
  const auto method = method_of(url.encoded_path());
  if (!method) return std::nullopt;
  if (request.method != "POST") {
    http_answer answer{.status = 405, .body = "The API answers POST.\n"};
    answer.headers.emplace_back("Allow", "POST");
    return answer;
  }
  // A page may send a POST to any origin without a preflight, but with its own
  // origin.
  if (auto refusal = refuse_origin(request, all.allowed_origins))
    return *refusal;
  if (!options.key_in_query && url.params().contains("api_key"))
    return http_answer{.status = 401,
                       .body =
                           "The key may not stand in the URL "
                           "(http_api.key_in_query).\n",
                       .why = refusal::api_key_in_query};
  if (!is_operator(request, all) &&
      !is_api_key(shown_key(request, url), options.key))
    return http_answer{.status = 401,
                       .body =
                           "The API asks for the key of http_api.key: "
                           "X-API-Key, or Authorization: apikey KEY.\n",
                       .why = refusal::api_key};
  return std::make_shared<api_route>(
      std::string(*method),
      options.transport_errors || request.error_mode == "transport",
      options.body_size);
}

void api_route::answer(answer_context by, std::string_view body,
                       std::function<void(http_answer)> done) {
  by.where.api().call({method, std::string(body), transport_errors},
                      [done = std::move(done)](api_answer found) {
                        done({.status = found.status,
                              .content_type = "application/json",
                              .body = std::move(found.body),
                              .why = found.why});
                      });
}

}  // namespace parley
