// SPDX-License-Identifier: Apache-2.0
#include "actors/census.hpp"

#include "actors/pinned.hpp"

#include <chrono>

namespace parley {

void census::leave(pinned& actor) {
  const auto at = alive_.iterator_to(actor);
  if (next_ == at) ++next_;
  alive_.erase(at);
  const auto& did = actor.record();
  auto& total = gone_[actor.name()];
  total.handled += did.handled();
  total.busy += std::chrono::duration<double>(did.busy()).count();
  total.received += did.in();
  total.delivered += did.out();
}

bool census::walk(std::size_t most, const std::function<void(pinned&)>& visit) {
  for (std::size_t i = 0; i < most && next_ != alive_.end(); ++i)
    visit(static_cast<pinned&>(*next_++));
  return next_ != alive_.end();
}

}  // namespace parley
