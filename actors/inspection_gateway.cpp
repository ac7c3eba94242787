// SPDX-License-Identifier: Apache-2.0
#include "actors/inspection_gateway.hpp"

#include "actors/inspection_messages.hpp"

#include <caf/send.hpp>

namespace parley {

void inspection_gateway::call(inspection_call request,
                              std::function<void(inspection_answer)> done) {
  caf::anon_send(inspector_,
                 msg::inspection_work{std::move(request), std::move(done)});
}

}  // namespace parley
