// SPDX-License-Identifier: Apache-2.0
// Hands requests for a look into the node to the inspector of one loop. Used on
// that loop's thread.
#pragma once

#include "protocol/inspection_call.hpp"

#include <caf/actor.hpp>

#include <utility>

namespace parley {

class inspection_gateway final : public inspection_port {
 public:
  explicit inspection_gateway(caf::actor inspector)
      : inspector_(std::move(inspector)) {}

  void call(inspection_call request,
            std::function<void(inspection_answer)> done) override;

 private:
  caf::actor inspector_;
};

}  // namespace parley
