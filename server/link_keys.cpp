#include "server/link_keys.hpp"

namespace parley {

std::vector<setting> link_keys(net_options& values) {
  auto& bounds = values.bounds;
  auto& transports = values.transports;
  return {
      {"echo_path", &values.echo_path,
       "a WebSocket path that sends every message back, for tests"},
      {"client.allowed_origins", &values.allowed_origins,
       "origins of pages that may connect besides our own; * is a wildcard"},
      {"client.ping_interval", &bounds.ping_interval, "time between two pings"},
      {"client.pong_timeout", &bounds.pong_timeout,
       "time for the answer to a ping"},
      {"client.queue_max_size", &bounds.queue_size,
       "bytes that may wait for one client"},
      {"client.connection_limit", &bounds.connections,
       "open connections; 0 is no limit"},
      {"client.connection_limit_per_address", &bounds.connections_per_address,
       "open connections from one address; 0 is no limit"},
      {"client.message_rate", &bounds.message_rate,
       "messages per second of one connection; 0 is no limit"},
      {"client.message_burst", &bounds.message_burst,
       "messages of one connection that may come at once"},
      {"client.byte_rate", &bounds.byte_rate,
       "bytes per second of one connection, said and answered; 0 is no limit"},
      {"client.byte_burst", &bounds.byte_burst,
       "bytes of one connection that may come at once"},
      {"channel.max_length", &bounds.room_name, "bytes of a room's name"},
      {"websocket.message_size_limit", &bounds.message_size,
       "bytes of one incoming message"},
      {"websocket.message_timeout", &values.message_timeout,
       "time from a message's first byte to its last"},
      {"websocket.compression", &values.compression,
       "offer permessage-deflate"},
      {"http_server.handshake_timeout", &bounds.handshake_timeout,
       "time for the head of a request"},
      {"http_server.request_timeout", &bounds.request_timeout,
       "time for the body of a request"},
      {"http_server.idle_timeout", &bounds.idle_timeout,
       "time that an HTTP connection may wait for its next request"},
      {"http_server.trusted_proxies", &values.proxies,
       "addresses or networks of proxies whose X-Forwarded-For holds"},
      {"http_server.hosts", &values.hosts,
       "names by which browsers may reach the server; * is any"},
      {"http_server.head_size_limit", &bounds.request_head,
       "bytes of a request's line and headers"},
      {"http_stream.enabled", &transports.http_stream,
       "serve /connection/http_stream"},
      {"http_stream.max_request_body_size", &transports.http_stream_body_size,
       "bytes of a request's body there"},
      {"sse.enabled", &transports.sse, "serve /connection/sse"},
      {"sse.max_request_body_size", &transports.sse_body_size,
       "bytes of a request's body there"},
      {"emulation.max_request_body_size", &transports.emulation_body_size,
       "bytes of a request's body at /emulation"},
      {"uni_sse.enabled", &transports.uni_sse, "serve /connection/uni_sse"},
      {"uni_websocket.enabled", &transports.uni_websocket,
       "serve /connection/uni_websocket"},
  };
}

}  // namespace parley
