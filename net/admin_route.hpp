// SPDX-License-Identifier: Apache-2.0
// The admin page's own requests: its files and its password. The route is pure;
// the password is answered on the loop's thread.
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

/// The body is the admin page's password.
class password_route final : public accepted_request {
 public:
  explicit password_route(const operator_options& options)
      : options_(options) {}

  std::size_t body_limit() const override { return 1'024; }
  void answer(answer_context by, std::string_view body,
              std::function<void(http_answer)> done) override;

 private:
  const operator_options& options_;
};

/// What a password gets: a session, or 401.
http_answer answer_password(std::string_view shown,
                            const operator_options& options);

}  // namespace parley
