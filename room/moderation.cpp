// SPDX-License-Identifier: Apache-2.0
#include "room/moderation.hpp"

#include "protocol/limits.hpp"

namespace parley {

bool moderation::apply(const moderation_call& order) {
  if (!order.mute.empty() && !muted.contains(order.mute) &&
      muted.size() >= muted_members)
    return false;
  closed = order.closed.value_or(closed);
  frozen = order.frozen.value_or(frozen);
  if (!order.mute.empty()) muted.insert(order.mute);
  muted.erase(order.unmute);
  return true;
}

}  // namespace parley
