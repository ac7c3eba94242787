#include "net/route.hpp"

#include "net/admin_route.hpp"
#include "net/admission.hpp"
#include "net/api_route.hpp"
#include "net/fallback_route.hpp"
#include "net/guest_route.hpp"
#include "net/inspection_route.hpp"
#include "net/page_answer.hpp"
#include "net/request_target.hpp"
#include "net/sdk_websocket.hpp"
#include "protocol/names.hpp"
#include "protocol/rights.hpp"

#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace parley {

namespace {

namespace urls = boost::urls;

constexpr std::string_view default_room = "chat";

http_answer text(unsigned status, std::string_view sentence,
                 std::optional<refusal> why = {}) {
  return {.status = status, .body = std::string(sentence) + '\n', .why = why};
}

/// The room that a path names; nothing for a path that is no room's. The name
/// may be percent-encoded, what stands before it may not.
std::optional<std::string> room_of(const urls::url_view& url) {
  constexpr std::string_view folder = "/chat/";
  const std::string_view path = url.encoded_path();
  if (path == "/chat") return std::string(default_room);
  if (!path.starts_with(folder) || path.size() == folder.size() ||
      path.find('/', folder.size()) != path.npos)
    return std::nullopt;
  return url.segments().back();
}

/// 16 octets in base64 (RFC 6455 section 4.2.1).
bool is_websocket_key(std::string_view key) {
  constexpr std::size_t size = 24;
  return key.size() == size && key.ends_with("==") &&
         std::ranges::all_of(key.substr(0, size - 2), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '+' || c == '/';
         });
}

std::string parameter(const urls::url_view& url, std::string_view key) {
  const auto parameters = url.params();
  const auto at = parameters.find(key);
  return at == parameters.end() ? std::string{} : std::string((*at).value);
}

bool has_parameter(const urls::url_view& url, std::string_view key) {
  return url.params().contains(key);
}

/// An answer when the client may not have a WebSocket now.
std::optional<http_answer> refuse_socket(const request_head& request,
                                         const route_options& options,
                                         connection_quota::verdict quota) {
  if (request.method != "GET" && request.method != "HEAD") {
    auto answer = text(405, "A WebSocket begins with GET.");
    answer.headers.emplace_back("Allow", "GET");
    return answer;
  }
  if (!request.upgrade || request.method == "HEAD") {
    auto answer = text(426, "This path speaks WebSocket.");
    answer.headers.emplace_back("Connection", "Upgrade");
    answer.headers.emplace_back("Upgrade", "websocket");
    return answer;
  }
  if (request.websocket_version != "13") {
    // RFC 6455 section 4.4.
    auto answer = text(426, "This path speaks version 13 of WebSocket.");
    answer.headers.emplace_back("Sec-WebSocket-Version", "13");
    answer.headers.emplace_back("Connection", "Upgrade");
    answer.headers.emplace_back("Upgrade", "websocket");
    return answer;
  }
  if (!is_websocket_key(request.websocket_key))
    return text(400, "Sec-WebSocket-Key is not 16 octets in base64.",
                refusal::handshake);
  if (auto refusal = refuse_origin(request, options.allowed_origins))
    return refusal;
  return refuse_another(quota);
}

/// Why a plain client may not be in a room.
http_answer plain_refusal(reply_error why, const limits& bounds) {
  if (why == reply_error::unknown_channel)
    return text(404, "There is no such namespace of rooms.",
                refusal::namespace_unknown);
  if (why == reply_error::permission_denied)
    return text(403,
                "This room takes no plain clients; allow_plain of its "
                "namespace lets them in.",
                refusal::plain_client);
  return text(400, "A room's name is 1 to " + std::to_string(bounds.room_name) +
                       " bytes of UTF-8 without control characters, and "
                       "matches channel_regex where that is set.");
}

/// Why a name cannot be a plain client's.
http_answer name_refusal(const limits& bounds) {
  return text(400, "A name is 1 to " + std::to_string(bounds.member_name) +
                       " visible characters of UTF-8, without control "
                       "characters and square brackets, and not server.");
}

/// A plain client for `room`, as far as it may be there.
route_result join(const urls::url_view& url, const std::string& room,
                  const route_options& options) {
  const auto& bounds = options.bounds;
  link_request wish;
  auto cleaned = clean_room_name(room, bounds.room_name);
  if (!cleaned) return plain_refusal(reply_error::bad_request, bounds);
  if (options.spaces) {
    constexpr room_client plain{.plain = true};
    const auto refused = [&](channel_right right) {
      return refuses(*options.spaces, right, *cleaned, plain);
    };
    if (const auto why = refused(channel_right::subscribe))
      return plain_refusal(*why, bounds);
    wish.listens_only = refused(channel_right::publish).has_value();
  }
  wish.room = std::move(*cleaned);
  wish.presence = parameter(url, "presence") == "1";
  if (!has_parameter(url, "name")) return wish;
  auto name = clean_member_name(parameter(url, "name"), bounds.member_name);
  if (!name || is_reserved_name(*name)) return name_refusal(bounds);
  wish.name = std::move(*name);
  return wish;
}

/// What a path of this server gives, whatever the method. Fixed paths are
/// compared as they came, percent-encoded: each has exactly one spelling, so
/// that a rule of a proxy for it has no second one to miss.
route_result route_path(const request_head& request, const urls::url_view& url,
                        const route_options& options,
                        connection_quota::verdict quota) {
  const std::string_view path =
      url.encoded_path().empty() ? "/" : url.encoded_path();
  if (!has_path(options.entered, path))
    return text(404, "There is nothing here.");
  // Whoever checks our health may call us by any name.
  if (options.hosts && !path.starts_with("/health"))
    if (auto refusal = refuse_host(request, *options.hosts)) return *refusal;

  const bool echo = !options.echo_path.empty() && path == options.echo_path;
  auto room = room_of(url);
  if (echo || room) {
    if (auto refusal = refuse_socket(request, options, quota)) return *refusal;
    if (echo) {
      link_request wish;
      wish.echo = true;
      return wish;
    }
    return join(url, *room, options);
  }
  if (path == sdk_websocket_path) {
    if (auto refusal = refuse_socket(request, options, quota)) return *refusal;
    return sdk_websocket(request.websocket_protocol, url);
  }
  if (path == uni_websocket_path && options.transports &&
      options.transports->uni_websocket) {
    if (auto refusal = refuse_socket(request, options, quota)) return *refusal;
    return uni_websocket(url);
  }
  if (options.transports)
    if (auto found = route_fallback(request, url, *options.transports,
                                    options.allowed_origins, quota))
      return std::move(*found);

  if (auto api = route_api(request, url, options)) return std::move(*api);

  if (auto inspection = route_inspection(request, url, options))
    return std::move(*inspection);

  if (auto guest = route_guest(request, path, options))
    return std::move(*guest);

  if (auto admin = route_admin(request, url, options)) return std::move(*admin);

  if (const auto* file = find_page_file(path))
    return answer_page(request, *file);
  if (path.starts_with("/connection/") || path == "/emulation")
    return text(404, "This transport is switched off.", refusal::transport_off);
  if (path == "/health/ready") {
    const auto& ask = options.unready;
    const auto why = ask && *ask ? (*ask)() : std::string_view();
    return answer_read(request, why.empty() ? text(200, "ready")
                                            : text(503, std::string(why)));
  }
  if (path != "/health") return text(404, "There is nothing here.");
  return answer_read(request, text(200, "ok"));
}

}  // namespace

route_result route(const request_head& request, const route_options& options,
                   connection_quota::verdict quota) {
  if (request.version >= 11 && request.host.empty())
    return text(400, "The request names no Host.");
  // The server as a whole (RFC 9110 section 9.3.7).
  if (request.target == "*" && request.method == "OPTIONS")
    return http_answer{.status = 204};
  const request_target target(request.target);
  if (!target.is_valid())
    return text(400, "The request's target is not a valid path.");
  auto result = route_path(request, target.url(), options, quota);
  auto* answer = std::get_if<http_answer>(&result);
  if (!answer || answer->status != 405 || request.method != "OPTIONS")
    return result;
  // Which methods a path has is what OPTIONS asks.
  answer->status = 204;
  answer->body.clear();
  return result;
}

}  // namespace parley
