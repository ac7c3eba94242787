// Requests to the server API: who may, and for which method. Pure.
#pragma once

#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>

namespace parley {

/// Nothing when the path is not the API's, or there is none. A request without
/// the key, or an operator's session, gets 401.
std::optional<route_result> route_api(const request_head& request,
                                      const boost::urls::url_view& url,
                                      const route_options& all);

}  // namespace parley
