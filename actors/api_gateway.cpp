// SPDX-License-Identifier: Apache-2.0
#include "actors/api_gateway.hpp"

#include "actors/api_actor.hpp"

#include <caf/send.hpp>

namespace parley {

void api_gateway::call(api_call request, std::function<void(api_answer)> done) {
  caf::anon_send(api_, api_work{std::move(request), std::move(done)});
}

}  // namespace parley
