// SPDX-License-Identifier: Apache-2.0
// A client of the Centrifuge protocol with a streaming response instead of a
// WebSocket, by hand.
#pragma once

#include "tests/conformance/node.hpp"
#include "tests/conformance/raw_client.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace parley::conformance {

/// All fallback transports, without access control.
void with_fallbacks(settings& values);

/// A POST request with a body.
std::string post_text(std::string_view target, std::string_view body,
                      const header_list& headers = {});

/// Percent-encoded, for a query.
std::string query_value(std::string_view text);

/// The text after `"name":"` in JSON without escapes, up to the next quote.
std::string string_in(std::string_view json, std::string_view name);

class stream {
 public:
  /// Sends `request` and reads the head of the response.
  stream(raw_client client, std::string_view request);

  /// http_stream with a connect command.
  static stream lines(const node& server);
  /// sse with the same in its query.
  static stream events(const node& server);

  const http_reply& head() const { return head_; }

  /// The next object: a line, or an event's data. Throws `wire_error` when the
  /// body ends first.
  std::string next();

  /// Reads on until an object has `part` in it; that object.
  std::string next_with(std::string_view part);

  /// The next bytes of the body, whatever they are.
  std::string next_bytes(std::size_t count);

  /// True when nothing more comes: the body's end, then the connection's.
  bool ends();

  /// From the connect reply, once it has been read.
  const std::string& session() const { return session_; }
  const std::string& node_id() const { return node_id_; }

  /// A body for /emulation with `commands`.
  std::string emulation(std::string_view commands) const;

  /// Sends it in a separate request; the answer's status.
  unsigned say(const node& server, std::string_view commands) const;

  raw_client& client() { return client_; }

 private:
  void read_more();

  raw_client client_;
  http_reply head_;
  std::string body_;
  bool complete_ = false;
  std::string session_;
  std::string node_id_;
};

}  // namespace parley::conformance
