// SPDX-License-Identifier: Apache-2.0
// Requests to the server API: who may, for which method, and the answer. The
// route is pure; the answer is given on the loop's thread.
#pragma once

#include "net/route.hpp"

#include <boost/url/url_view.hpp>

#include <optional>

namespace parley {

/// A call of the server API that has shown its key.
class api_route final : public accepted_request {
 public:
  api_route(std::string name, bool transport, std::size_t limit)
      : method(std::move(name)), transport_errors(transport), limit_(limit) {}

  std::size_t body_limit() const override { return limit_; }
  bool has_shown_secret() const override { return true; }
  void answer(answer_context by, std::string_view body,
              std::function<void(http_answer)> done) override;

  const std::string method;  // empty: the body has it
  const bool transport_errors;

 private:
  std::size_t limit_;
};

/// Nothing when the path is not the API's, or the API is off. A request without
/// the key, or with an operator's session instead, gets 401.
std::optional<route_result> route_api(const request_head& request,
                                      const boost::urls::url_view& url,
                                      const route_options& all);

}  // namespace parley
