// The admin page's own requests: its files and its password. Pure.
#pragma once

#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>
#include <string_view>

namespace parley {

/// Nothing when the path is not under /admin; 404 while there is no password.
std::optional<route_result> route_admin(const request_head& request,
                                        const boost::urls::url_view& url,
                                        const route_options& options);

/// What a password gets: a session, or 401.
http_answer answer_password(std::string_view shown,
                            const operator_options& options);

}  // namespace parley
