// SPDX-License-Identifier: Apache-2.0
#include "server/link_keys.hpp"

namespace parley {

namespace {

constexpr range body_range{.least = 1, .most = 1u << 30};

std::vector<setting> connection_rows(net_options& values) {
  auto& bounds = values.bounds;
  return {
      {"client.allowed_origins", &values.allowed_origins,
       "Origins of web pages that may connect besides our own, like "
       "`https://app.example.com`. `*` is a wildcard. Other pages get 403; "
       "programs send no origin and are not checked. Case and default ports "
       "make no difference. A value that no browser can send (no scheme, a "
       "path, a slash at the end) stops the start."},
      {"client.ping_interval", &bounds.ping_interval,
       "Time between two pings. It must be longer than `client.pong_timeout`.",
       above_zero},
      {"client.pong_timeout", &bounds.pong_timeout,
       "Time in which a client must answer a ping. Later: close 3012.",
       above_zero},
      {"client.queue_max_size", &bounds.queue_size,
       "Data that may wait for one client. Over: the option `slow` of the room "
       "decides, and where that does not help, close 3008.",
       above_zero, unit{"bytes"}},
      {"client.connection_limit", &bounds.connections,
       "Open connections. Over: 503. 0 is no limit.", unit{"connections"}},
      {"client.connection_limit_per_address", &bounds.connections_per_address,
       "Open connections from one IPv4 address or IPv6 /64, loopback too. "
       "Over: "
       "429. Raise it for offices and mobile networks that share one address; "
       "set it to 0, no limit, to load a server from one machine.",
       unit{"connections"}},
      {"channel.max_length", &bounds.room_name,
       "Length of a room's name. Over: 400, or error 107. In a cluster at most "
       "1000.",
       above_zero, unit{"bytes"}},
      {"echo_path", &values.echo_path,
       "Path of a WebSocket that sends every message back, for test suites. "
       "Empty: there is none.",
       command_flag{"--echo-path", "PATH"}},
  };
}

std::vector<setting> rate_rows(limits& bounds) {
  return {
      {"client.message_rate", &bounds.message_rate,
       "Messages per second from one plain connection. Over: close 1008. 0 is "
       "no limit.",
       at_least(0)},
      {"client.message_burst", &bounds.message_burst,
       "Messages from one plain connection that may come at once.",
       unit{"messages"}},
      {"client.byte_rate", &bounds.byte_rate,
       "Bytes per second of one connection: what its client sends, and what "
       "the "
       "server answers to its commands, but not what rooms publish to it. "
       "Over: "
       "a plain client is closed with 1008; others get error 111, over twice "
       "the burst close 3013. 0 is no limit.",
       at_least(0)},
      {"client.byte_burst", &bounds.byte_burst,
       "Bytes of one connection that may come at once. An answer may overdraw "
       "it; then commands are refused until the rate has made up for it.",
       unit{"bytes"}},
  };
}

std::vector<setting> websocket_rows(net_options& values) {
  return {
      {"websocket.message_size_limit", &values.bounds.message_size,
       "Size of one incoming WebSocket message. Over: close 1009.", body_range,
       unit{"bytes"}},
      {"websocket.message_timeout", &values.message_timeout,
       "Time from the first byte of a WebSocket message to its last, even if "
       "pings come between. Over: close 1008, of a Centrifuge client 3008.",
       above_zero},
      {"websocket.compression", &values.compression,
       "Offer permessage-deflate: less traffic for more CPU time.",
       command_flag{"--compression"}},
  };
}

std::vector<setting> http_rows(net_options& values) {
  auto& bounds = values.bounds;
  return {
      {"http_server.handshake_timeout", &bounds.handshake_timeout,
       "Time from accept, or from the first byte of a later request, to the "
       "end "
       "of the request's head, with the TLS handshake in it. Over: 408 and the "
       "end. A client that connects and sends nothing is accepted a second "
       "later.",
       above_zero},
      {"http_server.request_timeout", &bounds.request_timeout,
       "Time from the end of a request's head to the end of its body. Over: "
       "408 "
       "and the end.",
       above_zero},
      {"http_server.idle_timeout", &bounds.idle_timeout,
       "Time that an HTTP connection may wait for its next request. Over: the "
       "server ends it (FIN). Keep it longer than the load balancer in front "
       "does (60 s with most), so that the balancer closes first. It never "
       "ends "
       "a request that has begun.",
       above_zero},
      {"http_server.trusted_proxies", &values.proxies,
       "Addresses or networks of proxies in front of the server, like "
       "`10.0.0.0/8`. The last address in their `X-Forwarded-For` that is not "
       "a "
       "proxy's own is the client's, and counts for "
       "`client.connection_limit_per_address`. If it is not set, all clients "
       "of "
       "a proxy share the proxy's address."},
      {"http_server.hosts", &values.hosts,
       "Names, without ports, that requests may have in `Host`. Others get "
       "403, "
       "except at `/health`. `*` is any. Empty is any too, but on a node that "
       "listens on loopback only and has neither access control nor "
       "`http_server.trusted_proxies` it is the hosts of `listen`, "
       "`localhost`, "
       "`127.0.0.1` and `[::1]`: a web page whose name was made to lead to "
       "127.0.0.1 (DNS rebinding) is refused."},
      {"http_server.head_size_limit", &bounds.request_head,
       "Size of a request's line and headers. Over: 431. A token of 16 KiB in "
       "a "
       "query fits into the default.",
       range{.least = 512, .most = 1'048'576}, unit{"bytes"}},
  };
}

std::vector<setting> transport_rows(transport_options& transports) {
  return {
      {"http_stream.enabled", &transports.http_stream,
       "Serve `/connection/http_stream`, for clients that no WebSocket "
       "reaches. "
       "Off: 404."},
      {"http_stream.max_request_body_size", &transports.http_stream_body_size,
       "Size of the request that opens an HTTP stream. Over: 413.", body_range,
       unit{"bytes"}},
      {"sse.enabled", &transports.sse,
       "Serve `/connection/sse`, for clients that no WebSocket reaches. Off: "
       "404."},
      {"sse.max_request_body_size", &transports.sse_body_size,
       "Size of the request that opens an event stream. Over: 413.", body_range,
       unit{"bytes"}},
      {"emulation.max_request_body_size", &transports.emulation_body_size,
       "Size of one request at `/emulation`, where clients of HTTP streams and "
       "event streams send their commands. Over: 413.",
       body_range, unit{"bytes"}},
      {"uni_sse.enabled", &transports.uni_sse,
       "Serve `/connection/uni_sse`, for clients that only listen. Off: 404."},
      {"uni_websocket.enabled", &transports.uni_websocket,
       "Serve `/connection/uni_websocket`, for clients that only listen. Off: "
       "404."},
  };
}

}  // namespace

std::vector<setting> link_keys(net_options& values) {
  return in_group("links",
                  joined(connection_rows(values), rate_rows(values.bounds),
                         websocket_rows(values), http_rows(values),
                         transport_rows(values.transports)));
}

}  // namespace parley
