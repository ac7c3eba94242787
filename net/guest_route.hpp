// SPDX-License-Identifier: Apache-2.0
// POST /guest: a token for everybody who asks, where guests are let in. The
// route is pure; the answer is given on the loop's thread.
#pragma once

#include "net/route.hpp"
#include "protocol/guest.hpp"

#include <optional>
#include <string_view>

namespace parley {

/// The body is a guest's name and, of one who comes back, a token.
class guest_route final : public accepted_request {
 public:
  explicit guest_route(const guest_desk& desk) : desk_(desk) {}

  std::size_t body_limit() const override { return 32'768; }
  void answer(answer_context by, std::string_view body,
              std::function<void(http_answer)> done) override;

 private:
  const guest_desk& desk_;
};

/// The answer to a request for `path`; nothing when it is another path.
std::optional<route_result> route_guest(const request_head& request,
                                        std::string_view path,
                                        const route_options& options);

/// The answer to an address that asks too often.
http_answer too_many_guests();

/// The answer to a body that `guest_route` let in.
http_answer answer_guest(std::string_view body, const guest_desk& desk);

}  // namespace parley
