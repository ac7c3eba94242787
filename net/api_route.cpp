#include "net/api_route.hpp"

#include "net/api_key.hpp"
#include "net/operator_key.hpp"

#include <string>
#include <string_view>

namespace parley {

namespace {

constexpr std::string_view scheme = "apikey ";

/// The key that a request shows, wherever it does (fact sheet, section 2.1).
std::string shown_key(const request_head& request,
                      const boost::urls::url_view& url) {
  if (!request.api_key.empty()) return std::string(request.api_key);
  if (request.authorization.starts_with(scheme))
    return std::string(request.authorization.substr(scheme.size()));
  const auto parameters = url.params();
  const auto at = parameters.find("api_key");
  return at == parameters.end() ? std::string() : std::string((*at).value);
}

}  // namespace

std::optional<route_result> route_api(const request_head& request,
                                      const boost::urls::url_view& url,
                                      const route_options& all) {
  if (!all.api) return std::nullopt;
  const auto& options = *all.api;
  const auto segments = url.segments();
  if (segments.empty() || segments.front() != "api" || segments.size() > 2)
    return std::nullopt;
  if (request.method != "POST") {
    http_answer answer{.status = 405, .body = "The API answers POST.\n"};
    answer.headers.emplace_back("Allow", "POST");
    return answer;
  }
  if (!is_operator(request, all) &&
      !is_api_key(shown_key(request, url), options.key))
    return http_answer{.status = 401};
  return api_route{
      .method = segments.size() == 2 ? std::string(segments.back()) : "",
      .transport_errors =
          options.transport_errors || request.error_mode == "transport",
      .body_limit = options.body_size};
}

}  // namespace parley
