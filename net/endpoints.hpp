// SPDX-License-Identifier: Apache-2.0
// All paths of the server: one row each. Pure.
#pragma once

#include "net/door.hpp"
#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace parley {

/// A request for one of the paths, and what decides about it.
struct endpoint_request {
  const request_head& head;
  const boost::urls::url_view& url;
  /// As it came, percent-encoded: each path has exactly one spelling, so that a
  /// rule of a proxy for it has no second one to miss.
  std::string_view path;
  const route_options& options;
  connection_quota::verdict quota;
};

/// A path and what it gives. A new endpoint is a pair of files with its route
/// and its `accepted_request`, and a row.
struct endpoint {
  /// And all paths below it.
  std::string_view path;
  /// The listeners that have it; `all`: each.
  door at;
  /// Nothing: the path is not this row's, the next row is asked.
  std::optional<route_result> (*route)(const endpoint_request& request);
};

std::span<const endpoint> endpoints();

/// True for `folder` and for what is in it, and not for "/apiary".
bool is_in(std::string_view path, std::string_view folder);

}  // namespace parley
