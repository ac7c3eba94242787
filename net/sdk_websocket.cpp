// SPDX-License-Identifier: Apache-2.0
#include "net/sdk_websocket.hpp"

#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>

namespace parley {

namespace {

constexpr std::string_view json_protocol = "centrifuge-json";
constexpr std::string_view protobuf_protocol = "centrifuge-protobuf";

bool has_parameter(const boost::urls::url_view& url, std::string_view key,
                   std::string_view value) {
  const auto parameters = url.params();
  const auto at = parameters.find(key);
  return at != parameters.end() && (*at).value == value;
}

}  // namespace

link_request sdk_websocket(std::string_view subprotocols,
                           const boost::urls::url_view& url) {
  link_request wish;
  wish.speaks = dialect::json;
  for (const auto& each : boost::beast::http::token_list(subprotocols)) {
    if (each != json_protocol && each != protobuf_protocol) continue;
    wish.subprotocol = each;
    if (each == protobuf_protocol) wish.speaks = dialect::protobuf;
    break;
  }
  if (has_parameter(url, "format", "protobuf") ||
      has_parameter(url, "cf_protocol", "protobuf"))
    wish.speaks = dialect::protobuf;
  wish.frame_pings = has_parameter(url, "cf_ws_frame_ping_pong", "true");
  return wish;
}

link_request uni_websocket(const boost::urls::url_view& url) {
  link_request wish;
  wish.speaks = dialect::json;
  wish.frame_pings = true;
  wish.unidirectional = true;
  wish.transport = "uni_websocket";
  const auto parameters = url.params();
  const auto at = parameters.find("cf_connect");
  if (at != parameters.end()) wish.first_message = (*at).value;
  return wish;
}

}  // namespace parley
