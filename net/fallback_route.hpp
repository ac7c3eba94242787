// The paths for clients that cannot have a WebSocket: streaming responses, and
// /emulation for what their clients say. Pure.
#pragma once

#include "net/options.hpp"
#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>
#include <string>
#include <string_view>
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

/// What becomes of a request to such a path when its body is here: the same
/// with the message filled in, or an answer to a body that has none. Other
/// results as they are.
route_result take_body(route_result result, std::string_view body);

/// The answer to a request that has said what it had to.
http_answer emulation_answer(const emulation_route& request, bool is_our_node);

/// The head of a streaming response, as an answer without a body.
http_answer stream_answer(const stream_route& request);

}  // namespace parley
