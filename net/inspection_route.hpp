// Requests that look into the node: who may, and what is asked. Pure.
#pragma once

#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>

namespace parley {

/// Nothing when the path is not /metrics and not under /debug. A request
/// without the key gets 401.
std::optional<route_result> route_inspection(const request_head& request,
                                             const boost::urls::url_view& url,
                                             const route_options& options);

}  // namespace parley
