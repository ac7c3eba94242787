// SPDX-License-Identifier: Apache-2.0
#include "net/fallback_route.hpp"

#include "net/admission.hpp"
#include "net/cors.hpp"
#include "net/loop.hpp"
#include "net/unidirectional.hpp"
#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/json.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace parley {

namespace {

/// What one of the paths is for.
struct fallback {
  std::string_view path;
  bool enabled;
  std::string_view methods;  // as in an Allow header
  std::size_t body_limit;
  bool is_stream = true;
  bool event_stream = false;
  bool unidirectional = false;
};

constexpr std::string_view post_only = "POST, OPTIONS";
constexpr std::string_view get_and_post = "GET, POST, OPTIONS";

std::array<fallback, 4> fallbacks(const transport_options& options) {
  return {{{.path = "/connection/http_stream",
            .enabled = options.http_stream,
            .methods = post_only,
            .body_limit = options.http_stream_body_size},
           {.path = "/connection/sse",
            .enabled = options.sse,
            .methods = get_and_post,
            .body_limit = options.sse_body_size,
            .event_stream = true},
           {.path = "/connection/uni_sse",
            .enabled = options.uni_sse,
            .methods = get_and_post,
            .body_limit = options.sse_body_size,
            .event_stream = true,
            .unidirectional = true},
           {.path = "/emulation",
            .enabled = options.http_stream || options.sse,
            .methods = post_only,
            .body_limit = options.emulation_body_size,
            .is_stream = false}}};
}

bool is_protobuf(std::string_view content_type) {
  constexpr std::string_view octets = "application/octet-stream";
  return boost::istarts_with(content_type, octets);
}

bool takes(std::string_view methods, std::string_view method) {
  return method == "POST" || (method == "GET" && methods.starts_with("GET"));
}

route_result route_stream(const request_head& request,
                          const boost::urls::url_view& url,
                          const fallback& found, header_views headers) {
  stream_route out;
  const bool protobuf =
      !found.event_stream && is_protobuf(request.content_type);
  out.framing.format = found.event_stream ? stream_format::events
                       : protobuf         ? stream_format::lengths
                                          : stream_format::lines;
  out.framing.chunked = request.version >= 11;
  out.framing.bare = found.unidirectional;
  out.wish.speaks = protobuf ? dialect::protobuf : dialect::json;
  out.wish.unidirectional = found.unidirectional;
  out.wish.transport = !found.event_stream    ? "http_stream"
                       : found.unidirectional ? "uni_sse"
                                              : "sse";
  const auto parameters = url.params();
  const auto at = parameters.find("cf_connect");
  if (request.method == "GET" && at != parameters.end())
    out.wish.first_message = (*at).value;
  // Whoever only listens need not say anything: an empty connect request.
  if (request.method == "GET" && found.unidirectional &&
      out.wish.first_message.empty())
    out.wish.first_message = "{}";
  out.body_limit = found.body_limit;
  out.headers = std::move(headers);
  return out;
}

http_answer bad_request(header_views headers, std::string_view sentence) {
  auto answer = text_answer(400, sentence);
  answer.headers = std::move(headers);
  return answer;
}

}  // namespace

std::string_view fallback_methods(std::string_view path,
                                  const transport_options& options) {
  const auto all = fallbacks(options);
  const auto found = std::ranges::find(all, path, &fallback::path);
  return found == all.end() || !found->enabled ? "" : found->methods;
}

std::optional<route_result> route_fallback(
    const request_head& request, const boost::urls::url_view& url,
    const transport_options& options,
    const std::vector<std::string>& allowed_origins,
    connection_quota::verdict quota) {
  const auto all = fallbacks(options);
  const std::string_view path = url.encoded_path();
  const auto* found = std::ranges::find(all, path, &fallback::path);
  if (found == all.end() || !found->enabled) return std::nullopt;
  if (auto refusal = refuse_origin(request, allowed_origins)) return *refusal;
  auto headers = cors_headers(request, found->methods);
  if (request.method == "OPTIONS") {
    headers.emplace_back("Allow", found->methods);
    return http_answer{.status = 204, .headers = std::move(headers)};
  }
  if (!takes(found->methods, request.method)) {
    headers.emplace_back("Allow", found->methods);
    return http_answer{
        .status = 405,
        .body = "This path answers " + std::string(found->methods) + ".\n",
        .headers = std::move(headers)};
  }
  if (!found->is_stream)
    return std::make_shared<emulation_route>(is_protobuf(request.content_type),
                                             found->body_limit,
                                             std::move(headers));
  if (auto refusal = refuse_another(quota)) {
    refusal->headers = std::move(headers);
    return *refusal;
  }
  return route_stream(request, url, *found, std::move(headers));
}

std::variant<http_answer, stream_route> take_body(stream_route stream,
                                                  std::string_view body) {
  auto& first = stream.wish.first_message;
  if (first.empty()) first = body;
  if (first.empty())
    return bad_request(std::move(stream.headers),
                       "The connect command is missing: it is the body, or "
                       "cf_connect in the query of a GET.");
  if (stream.wish.unidirectional && !connect_command(first))
    return bad_request(std::move(stream.headers),
                       "The connect request is not a JSON object.");
  return stream;
}

std::variant<http_answer, emulated_message> emulation_route::read(
    std::string_view body) const {
  centrifuge::EmulationRequest request;
  const bool valid = protobuf_ ? request.ParseFromArray(
                                     body.data(), static_cast<int>(body.size()))
                               : centrifuge::from_json(body, request);
  if (!valid || request.session().empty() || request.data().empty())
    return bad_request(
        headers_, "The body is no emulation request with a session and data.");
  return emulated_message{std::move(*request.mutable_node()),
                          std::move(*request.mutable_session()),
                          std::move(*request.mutable_data())};
}

http_answer emulation_route::answer_to(bool is_known_node) const {
  if (is_known_node) return {.status = 204, .headers = headers_};
  return {
      .status = 404, .body = "There is no such node.\n", .headers = headers_};
}

void emulation_route::answer(answer_context by, std::string_view body,
                             std::function<void(http_answer)> done) {
  auto found = read(body);
  if (auto* refusal = std::get_if<http_answer>(&found))
    return done(std::move(*refusal));
  auto& [node, session, data] = std::get<emulated_message>(found);
  done(answer_to(
      by.where.emulated().bring(node, std::move(session), std::move(data))));
}

http_answer stream_answer(const stream_route& request) {
  http_answer answer{.status = 200, .headers = request.headers};
  switch (request.framing.format) {
    case stream_format::lines:
      answer.content_type = "application/json";
      break;
    case stream_format::events:
      answer.content_type = "text/event-stream";
      break;
    case stream_format::lengths:
      answer.content_type = "application/octet-stream";
      break;
  }
  auto& headers = answer.headers;
  headers.emplace_back("X-Accel-Buffering", "no");
  headers.emplace_back(
      "Cache-Control",
      "private, no-cache, no-store, must-revalidate, max-age=0");
  headers.emplace_back("Pragma", "no-cache");
  return answer;
}

}  // namespace parley
