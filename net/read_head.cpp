#include "net/read_head.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

namespace parley {

namespace beast = boost::beast;
namespace http = beast::http;

request_head head_of(const http_request& request) {
  return {.method = request.method_string(),
          .target = request.target(),
          .host = request[http::field::host],
          .origin = request[http::field::origin],
          .upgrade = beast::websocket::is_upgrade(request),
          .websocket_key = request[http::field::sec_websocket_key],
          .websocket_protocol = request[http::field::sec_websocket_protocol],
          .api_key = request["X-API-Key"],
          .authorization = request[http::field::authorization],
          .error_mode = request["X-Centrifugo-Error-Mode"],
          .content_type = request[http::field::content_type],
          .asked_headers = request[http::field::access_control_request_headers],
          .version = request.version()};
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
