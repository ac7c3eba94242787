// SPDX-License-Identifier: Apache-2.0
#include "net/admission.hpp"

#include "net/origin.hpp"

namespace parley {

std::optional<http_answer> refuse_origin(
    const request_head& request,
    const std::vector<std::string>& allowed_origins) {
  if (is_origin_allowed(request.origin, request.host, allowed_origins,
                        request.secure))
    return std::nullopt;
  return http_answer{.status = 403,
                     .body =
                         "Pages of this origin may not connect; "
                         "client.allowed_origins lists those that may.\n",
                     .why = refusal::origin};
}

std::optional<http_answer> refuse_host(const request_head& request,
                                       const std::vector<std::string>& hosts) {
  if (request.host.empty() || is_host_allowed(request.host, hosts))
    return std::nullopt;
  return http_answer{.status = 403,
                     .body = "This server does not go by the name " +
                             std::string(request.host) +
                             "; http_server.hosts lists its names.\n",
                     .why = refusal::foreign_host};
}

std::optional<http_answer> refuse_another(connection_quota::verdict quota) {
  switch (quota) {
    case connection_quota::verdict::process_full:
      return http_answer{
          .status = 503,
          .body = "The server has all the connections it may have.\n",
          .why = refusal::connection_limit};
    // Who floods by himself is not answered at all; here a proxy asks.
    case connection_quota::verdict::flooded:
    case connection_quota::verdict::address_full:
      return http_answer{
          .status = 429,
          .body = "Your address has all the connections it may have.\n",
          .why = refusal::address_limit};
    case connection_quota::verdict::admitted:
      break;
  }
  return std::nullopt;
}

}  // namespace parley
