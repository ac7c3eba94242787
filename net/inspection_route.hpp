// SPDX-License-Identifier: Apache-2.0
// Requests that look into the node: who may, what is asked, and the answer.
// The route is pure; the answer is given on the loop's thread.
#pragma once

#include "net/route.hpp"
#include "protocol/inspection_call.hpp"

#include <boost/url/url_view.hpp>

#include <optional>

namespace parley {

/// A look into the node that has shown its key.
class inspection_route final : public accepted_request {
 public:
  explicit inspection_route(inspection_call what) : call(std::move(what)) {}

  bool has_shown_secret() const override { return true; }
  void answer(answer_context by, std::string_view body,
              std::function<void(http_answer)> done) override;

  inspection_call call;
};

/// Nothing when the path is not /metrics and not under /debug. A request
/// without the key gets 401.
std::optional<route_result> route_inspection(const request_head& request,
                                             const boost::urls::url_view& url,
                                             const route_options& options);

}  // namespace parley
