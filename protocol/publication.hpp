// SPDX-License-Identifier: Apache-2.0
// A message in a room, and its publisher.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace parley {

/// The public identity of a connection in its rooms.
struct client_info {
  std::string user;    // the application's id; empty: anonymous
  std::string client;  // this connection: a UUID
  /// JSON, or any bytes for applications that use Protobuf; empty: none.
  std::string conn_info;
  std::string chan_info;
};
using client_info_ptr = std::shared_ptr<const client_info>;

/// Where in one unbroken history: the publication last seen.
struct stream_position {
  std::uint64_t offset = 0;
  std::string epoch;
  bool operator==(const stream_position&) const = default;
};

enum class data_kind : std::uint8_t {
  json,
  text,    // UTF-8 of a plain client: to others a JSON string
  binary,  // not JSON: for Protobuf clients only
};

struct publication {
  std::string data;
  data_kind kind = data_kind::json;
  /// Null for publications of the server API.
  client_info_ptr info{};
  /// 0 in rooms without history.
  std::uint64_t offset = 0;
  std::map<std::string, std::string> tags{};
};
using publication_ptr = std::shared_ptr<const publication>;

}  // namespace parley
