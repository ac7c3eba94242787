#include "net/read_head.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace parley {

namespace beast = boost::beast;
namespace http = beast::http;

namespace {

/// Where `head` has what a field says; null: nowhere.
std::string_view* place_of(const http_request::value_type& field,
                           request_head& head) {
  using enum http::field;
  switch (field.name()) {
    case host:
      return &head.host;
    case origin:
      return &head.origin;
    case sec_websocket_key:
      return &head.websocket_key;
    case sec_websocket_protocol:
      return &head.websocket_protocol;
    case authorization:
      return &head.authorization;
    case content_type:
      return &head.content_type;
    case access_control_request_headers:
      return &head.asked_headers;
    case unknown:
      if (beast::iequals(field.name_string(), "X-API-Key"))
        return &head.api_key;
      if (beast::iequals(field.name_string(), "X-Centrifugo-Error-Mode"))
        return &head.error_mode;
      return nullptr;
    default:
      return nullptr;
  }
}

}  // namespace

// One walk: Beast's fields are a list, and each look for one begins anew. Of
// fields of one name the first counts.
request_head head_of(const http_request& request) {
  request_head head{.method = request.method_string(),
                    .target = request.target(),
                    .upgrade = beast::websocket::is_upgrade(request),
                    .version = request.version()};
  for (const auto& field : request) {
    auto* const place = place_of(field, head);
    if (place && !place->data()) *place = field.value();
  }
  return head;
}

std::string forwarded_for(const http_request& request) {
  std::string all;
  const auto [from, to] = request.equal_range("X-Forwarded-For");
  for (auto each = from; each != to; ++each) {
    if (!all.empty()) all += ',';
    all += std::string_view(each->value());
  }
  return all;
}

}  // namespace parley
