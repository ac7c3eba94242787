// SPDX-License-Identifier: Apache-2.0
// The paths for clients that cannot have a WebSocket: streaming responses, and
// /emulation for what their clients send. Pure, but for the answer to what they
// send, which is given on the loop's thread.
#pragma once

#include "net/options.hpp"
#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

/// Nothing for another path, or one that is off.
std::optional<route_result> route_fallback(
    const request_head& request, const boost::urls::url_view& url,
    const transport_options& options,
    const std::vector<std::string>& allowed_origins,
    connection_quota::verdict quota);

/// The methods of such a path, as in an Allow header; empty for another path,
/// or one that is off.
std::string_view fallback_methods(std::string_view path,
                                  const transport_options& options);

/// What becomes of a request for a stream when its body is here: the same with
/// the message filled in, or an answer to a body that has none.
std::variant<http_answer, stream_route> take_body(stream_route stream,
                                                  std::string_view body);

/// What the client of a streaming response sends.
struct emulated_message {
  std::string node;
  std::string session;
  std::string data;
};

class emulation_route final : public accepted_request {
 public:
  emulation_route(bool is_protobuf, std::size_t limit, header_views cors)
      : protobuf_(is_protobuf), limit_(limit), headers_(std::move(cors)) {}

  std::size_t body_limit() const override { return limit_; }
  void answer(answer_context by, std::string_view body,
              std::function<void(http_answer)> done) override;

  /// Or the answer to a body that has no message.
  std::variant<http_answer, emulated_message> read(std::string_view body) const;
  http_answer answer_to(bool is_known_node) const;

 private:
  bool protobuf_;
  std::size_t limit_;
  header_views headers_;
};

/// The head of a streaming response, as an answer without a body.
http_answer stream_answer(const stream_route& request);

}  // namespace parley
