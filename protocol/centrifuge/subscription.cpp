// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/subscription.hpp"

#include "protocol/centrifuge/push.hpp"

namespace parley::centrifuge {

// Recovered: the offset is the one asked for, and the publications lead the SDK
// to the top. Not recovered: the top, and never any publication.
void put(const agreement& agreed, const arrival& found, format f,
         SubscribeResult& to) {
  if (agreed.ttl) {
    to.set_expires(true);
    to.set_ttl(*agreed.ttl);
  }
  if (fits(agreed.data, f)) to.set_data(agreed.data);
  to.set_positioned(agreed.positioned);
  to.set_recoverable(agreed.recoverable);
  if (!agreed.positioned && !agreed.recoverable && !found.from) return;
  to.set_epoch(found.top.epoch);
  to.set_was_recovering(found.from.has_value());
  to.set_recovered(found.recovered);
  to.set_offset(found.recovered ? found.from->offset : found.top.offset);
  for (const auto& each : found.publications)
    put(*each, f, *to.add_publications());
}

std::string subscribe_reply(format f, std::uint32_t id, const agreement& agreed,
                            const arrival& found) {
  Reply reply;
  reply.set_id(id);
  put(agreed, found, f, *reply.mutable_subscribe());
  return encode(f, reply);
}

std::string subscribe_push(format f, std::string_view channel,
                           const agreement& agreed, const arrival& found) {
  Reply reply;
  auto& push = *reply.mutable_push();
  push.set_channel(std::string(channel));
  auto& subscribe = *push.mutable_subscribe();
  subscribe.set_recoverable(agreed.recoverable);
  subscribe.set_positioned(agreed.positioned);
  if (fits(agreed.data, f)) subscribe.set_data(agreed.data);
  if (agreed.positioned || agreed.recoverable) {
    subscribe.set_epoch(found.top.epoch);
    subscribe.set_offset(found.recovered ? found.from->offset
                                         : found.top.offset);
  }
  return encode(f, reply);
}

}  // namespace parley::centrifuge
