// SPDX-License-Identifier: Apache-2.0
#include "net/socket_route.hpp"

#include "net/admission.hpp"
#include "net/sdk_websocket.hpp"
#include "protocol/names.hpp"
#include "protocol/rights.hpp"

#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cctype>
#include <string>

namespace parley {

namespace {

namespace urls = boost::urls;

constexpr std::string_view default_room = "chat";

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
std::optional<http_answer> refuse_socket(const endpoint_request& asked) {
  const auto& request = asked.head;
  if (request.method != "GET" && request.method != "HEAD") {
    auto answer = text_answer(405, "A WebSocket begins with GET.");
    answer.headers.emplace_back("Allow", "GET");
    return answer;
  }
  if (!request.upgrade || request.method == "HEAD") {
    auto answer = text_answer(426, "This path speaks WebSocket.");
    answer.headers.emplace_back("Connection", "Upgrade");
    answer.headers.emplace_back("Upgrade", "websocket");
    return answer;
  }
  if (request.websocket_version != "13") {
    // RFC 6455 section 4.4.
    auto answer = text_answer(426, "This path speaks version 13 of WebSocket.");
    answer.headers.emplace_back("Sec-WebSocket-Version", "13");
    answer.headers.emplace_back("Connection", "Upgrade");
    answer.headers.emplace_back("Upgrade", "websocket");
    return answer;
  }
  if (!is_websocket_key(request.websocket_key))
    return text_answer(400, "Sec-WebSocket-Key is not 16 octets in base64.",
                       refusal::handshake);
  if (auto refusal = refuse_origin(request, asked.options.allowed_origins))
    return refusal;
  return refuse_another(asked.quota);
}

/// Why a plain client may not be in a room.
http_answer plain_refusal(reply_error why, const limits& bounds) {
  if (why == reply_error::unknown_channel)
    return text_answer(404, "There is no such namespace of rooms.",
                       refusal::namespace_unknown);
  if (why == reply_error::permission_denied)
    return text_answer(403,
                       "This room takes no plain clients; allow_plain of its "
                       "namespace lets them in.",
                       refusal::plain_client);
  return text_answer(400, "A room's name is 1 to " +
                              std::to_string(bounds.room_name) +
                              " bytes of UTF-8 without control characters, and "
                              "matches channel_regex where that is set.");
}

/// Why a name cannot be a plain client's.
http_answer name_refusal(const limits& bounds) {
  return text_answer(400,
                     "A name is 1 to " + std::to_string(bounds.member_name) +
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

}  // namespace

std::optional<route_result> route_room(const endpoint_request& request) {
  const auto room = room_of(request.url);
  if (!room) return std::nullopt;
  if (auto refusal = refuse_socket(request)) return *refusal;
  return join(request.url, *room, request.options);
}

std::optional<route_result> route_sdk_socket(const endpoint_request& request) {
  const auto* transports = request.options.transports;
  const bool is_both = request.path == sdk_websocket_path;
  const bool only_listens = request.path == uni_websocket_path && transports &&
                            transports->uni_websocket;
  if (!is_both && !only_listens) return std::nullopt;
  if (auto refusal = refuse_socket(request)) return *refusal;
  if (only_listens) return uni_websocket(request.url);
  return sdk_websocket(request.head.websocket_protocol, request.url);
}

route_result route_echo(const endpoint_request& request) {
  if (auto refusal = refuse_socket(request)) return *refusal;
  link_request wish;
  wish.echo = true;
  return wish;
}

}  // namespace parley
