// SPDX-License-Identifier: Apache-2.0
#include "net/cors.hpp"

#include "net/admission.hpp"
#include "net/fallback_route.hpp"
#include "net/request_target.hpp"

namespace parley {

header_views cors_headers(const request_head& request,
                          std::string_view methods) {
  header_views headers;
  if (request.origin.empty()) return headers;
  headers.emplace_back("Access-Control-Allow-Origin", request.origin);
  headers.emplace_back("Access-Control-Allow-Credentials", "true");
  headers.emplace_back("Vary", "Origin");
  if (!request.asked_headers.empty())
    headers.emplace_back("Access-Control-Allow-Headers", request.asked_headers);
  if (request.method == "OPTIONS") {
    headers.emplace_back("Access-Control-Allow-Methods", methods);
    // Else a browser asks again before every command.
    headers.emplace_back("Access-Control-Max-Age", "300");
  }
  return headers;
}

header_views cors_headers_for(const request_head& request,
                              const route_options& options) {
  if (request.origin.empty()) return {};
  // Of a head that was refused the target may be half there.
  const request_target target(request.target);
  if (!target.is_valid()) return {};
  const std::string_view path = target.url().encoded_path();
  std::string_view methods;
  if (path == "/guest" && options.guests) methods = guest_methods;
  if (options.transports && methods.empty())
    methods = fallback_methods(path, *options.transports);
  if (methods.empty() || refuse_origin(request, options.allowed_origins))
    return {};
  return cors_headers(request, methods);
}

}  // namespace parley
