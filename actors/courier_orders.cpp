// SPDX-License-Identifier: Apache-2.0
// Operators' orders for single links of a loop.
#include "actors/courier.hpp"
#include "protocol/limits.hpp"

#include <spdlog/spdlog.h>

namespace parley {

void courier::on_kick(const msg::kick& order) {
  const auto at = clients_.find(order.id);
  const bool found = at != clients_.end();
  if (found) close(at->second, close_code::force_disconnect);
  self_.send(order.answer_to, msg::reached{order.tag, found});
}

void courier::on_trace(const msg::trace& order) {
  auto& traced = self_.where().traced();
  const bool found = clients_.contains(order.id);
  if (!order.on || !found)
    traced.erase(order.id);
  else if (traced.size() < traced_sessions)
    traced.insert(order.id);
  self_.send(order.answer_to, msg::reached{order.tag, found});
}

// The content stays out of the log.
void courier::log_traced(const msg::deliver& order, audience& there) {
  for (const auto id : self_.where().traced()) {
    const auto* seat = there.find(id);
    if (!seat) continue;
    const auto& bytes = order.said[index(seat->reads)];
    if (bytes)
      spdlog::info("session.trace id={:x} told_by=room bytes={}", id.value,
                   bytes->size());
  }
}

}  // namespace parley
