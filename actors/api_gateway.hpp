// SPDX-License-Identifier: Apache-2.0
// Hands the server API's calls of one loop to its actor. Used on that loop's
// thread.
#pragma once

#include "protocol/api_call.hpp"

#include <caf/actor.hpp>

#include <utility>

namespace parley {

class api_gateway final : public api_port {
 public:
  explicit api_gateway(caf::actor api) : api_(std::move(api)) {}

  void call(api_call request, std::function<void(api_answer)> done) override;

 private:
  caf::actor api_;
};

}  // namespace parley
