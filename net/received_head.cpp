// SPDX-License-Identifier: Apache-2.0
#include "net/received_head.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace parley {

namespace http = boost::beast::http;

/// How a field may repeat.
enum class repeats : std::uint8_t {
  list,   // joined with commas
  never,  // a second line is a fault
  equal,  // a second line is a fault when it differs
};

struct field_rule {
  std::string_view name;
  std::string received_head::*place;
  repeats how;

  struct table;
  static const field_rule* find(std::string_view name);
  std::size_t number() const;
};

namespace {

bool has_token(std::string_view list, std::string_view wanted) {
  for (const auto& each : http::token_list(list))
    if (boost::iequals(std::string_view(each), wanted)) return true;
  return false;
}

/// uri-host and port of RFC 9110 section 7.2: no user, no path, no blanks.
bool is_host(std::string_view text) {
  const auto parsed = boost::urls::parse_authority(text);
  if (!parsed || parsed->has_userinfo() || parsed->encoded_host().empty())
    return false;
  const std::string_view port = parsed->port();
  return port.empty() || parsed->port_number() != 0 ||
         port.find_first_not_of('0') == std::string_view::npos;
}

/// Host and port in a target of the absolute form, which count instead of Host
/// (RFC 9112 section 3.2.2); nothing in the other forms.
std::optional<std::string_view> authority_of(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (boost::istarts_with(target, scheme)) {
      target.remove_prefix(scheme.size());
      return target.substr(0, target.find_first_of("/?#"));
    }
  return std::nullopt;
}

}  // namespace

struct field_rule::table {
  using head = received_head;
  static constexpr std::array rules{
      field_rule{"Host", &head::host_, repeats::never},
      field_rule{"Origin", &head::origin_, repeats::never},
      field_rule{"Connection", &head::connection_, repeats::list},
      field_rule{"Upgrade", &head::upgrade_, repeats::list},
      field_rule{"Sec-WebSocket-Key", &head::websocket_key_, repeats::never},
      field_rule{"Sec-WebSocket-Version", &head::websocket_version_,
                 repeats::never},
      field_rule{"Sec-WebSocket-Protocol", &head::websocket_protocol_,
                 repeats::list},
      field_rule{"Sec-WebSocket-Extensions", &head::websocket_extensions_,
                 repeats::list},
      field_rule{"Authorization", &head::authorization_, repeats::never},
      field_rule{"X-API-Key", &head::api_key_, repeats::never},
      field_rule{"X-Centrifugo-Error-Mode", &head::error_mode_, repeats::equal},
      field_rule{"Content-Type", &head::content_type_, repeats::equal},
      field_rule{"Content-Encoding", &head::content_encoding_, repeats::list},
      field_rule{"Content-Length", &head::content_length_, repeats::never},
      field_rule{"Transfer-Encoding", &head::transfer_encoding_, repeats::list},
      field_rule{"Expect", &head::expect_, repeats::list},
      field_rule{"Access-Control-Request-Headers", &head::asked_headers_,
                 repeats::list},
      field_rule{"X-Forwarded-For", &head::forwarded_for_, repeats::list},
  };
};

std::size_t field_rule::number() const {
  return static_cast<std::size_t>(this - table::rules.data());
}

const field_rule* field_rule::find(std::string_view name) {
  const auto& rules = table::rules;
  const auto* const at =
      std::ranges::find_if(rules, [name](const field_rule& each) {
        return each.name.size() == name.size() &&
               boost::iequals(each.name, name);
      });
  return at == rules.end() ? nullptr : at;
}

std::optional<request_fault> received_head::take(std::string_view name,
                                                 std::string_view value) {
  const auto* const rule = field_rule::find(name);
  if (!rule) return std::nullopt;
  auto& place = this->*rule->place;
  const auto bit = 1u << rule->number();
  const bool again = (seen_ & bit) != 0;
  seen_ |= bit;
  if (again && rule->how == repeats::equal && place == value)
    return std::nullopt;
  if (again && rule->how != repeats::list)
    return request_fault{400, "A header field that has one value came twice."};
  size_ += value.size();
  if (again) place += ',';
  place += value;
  return std::nullopt;
}

bool received_head::has(const std::string& place) const {
  const auto at = std::ranges::find_if(
      field_rule::table::rules,
      [&](const field_rule& each) { return &(this->*each.place) == &place; });
  return (seen_ & 1u << at->number()) != 0;
}

std::optional<request_fault> received_head::check() const {
  if (host_.empty() ? version >= 11 : !is_host(host_))
    return request_fault{400, "The request names no Host, or not a valid one."};
  const auto named = authority_of(target);
  if (named && !is_host(*named))
    return request_fault{400, "The request's target names no valid host."};
  if (content_length_.find_first_not_of("0123456789") != std::string::npos)
    return request_fault{400, "Content-Length is not one number."};
  // RFC 9112 section 6.1. The end of a body that we cannot decode is unknown,
  // so nothing after this head may be parsed as a request.
  if (has(transfer_encoding_)) {
    if (version < 11 || has(content_length_))
      return request_fault{400, "The body's length is ambiguous."};
    if (!boost::iequals(transfer_encoding_, "chunked"))
      return request_fault{501, "The only transfer coding here is chunked."};
  }
  if (version >= 11 && !expect_.empty() && !expects_continue())
    return request_fault{417, "The only expectation here is 100-continue."};
  return std::nullopt;
}

bool received_head::expects_continue() const {
  return version >= 11 && boost::iequals(expect_, "100-continue");
}

bool received_head::is_identity() const {
  const auto list = http::token_list(content_encoding_);
  return std::all_of(list.begin(), list.end(), [](const auto& each) {
    return boost::iequals(std::string_view(each), "identity");
  });
}

bool received_head::wants_to_stay() const {
  if (has_token(connection_, "close")) return false;
  return version >= 11 || has_token(connection_, "keep-alive");
}

bool received_head::wants_websocket() const {
  return version >= 11 && has_token(connection_, "upgrade") &&
         has_token(upgrade_, "websocket");
}

request_head received_head::view() const {
  return {.method = method,
          .target = target,
          .host = authority_of(target).value_or(host_),
          .origin = origin_,
          .upgrade = wants_websocket(),
          .websocket_key = websocket_key_,
          .websocket_version = websocket_version_,
          .websocket_protocol = websocket_protocol_,
          .api_key = api_key_,
          .authorization = authorization_,
          .error_mode = error_mode_,
          .content_type = content_type_,
          .asked_headers = asked_headers_,
          .version = version};
}

http_request received_head::upgrade_request() const {
  http_request request(http::verb::get, target, version);
  request.set(http::field::host, host_);
  request.set(http::field::connection, "Upgrade");
  request.set(http::field::upgrade, "websocket");
  request.set(http::field::sec_websocket_key, websocket_key_);
  request.set(http::field::sec_websocket_version, websocket_version_);
  if (!websocket_extensions_.empty())
    request.set(http::field::sec_websocket_extensions, websocket_extensions_);
  return request;
}

}  // namespace parley
