// SPDX-License-Identifier: Apache-2.0
#include "protocol/rights.hpp"

namespace parley {

namespace {

struct rights {
  bool client, subscriber, anonymous;
};

rights rights_of(const channel_options& o, channel_right right) {
  switch (right) {
    case channel_right::subscribe:
      return {o.allow_subscribe_for_client, false,
              o.allow_subscribe_for_anonymous};
    case channel_right::publish:
      return {o.allow_publish_for_client, o.allow_publish_for_subscriber,
              o.allow_publish_for_anonymous};
    case channel_right::presence:
      return {o.allow_presence_for_client, o.allow_presence_for_subscriber,
              o.allow_presence_for_anonymous};
    case channel_right::history:
      return {o.allow_history_for_client, o.allow_history_for_subscriber,
              o.allow_history_for_anonymous};
  }
  return {};
}

/// Whether the room has the feature of the right.
bool is_available(const channel_options& o, channel_right right) {
  switch (right) {
    case channel_right::subscribe:
    case channel_right::publish:
      return true;
    case channel_right::presence:
      return o.presence;
    case channel_right::history:
      return o.has_history();
  }
  return false;
}

/// A room that its name closes to all but some clients.
bool is_reserved(const channel_options& o, const channel_name& name) {
  return name.is_private ||
         (o.allow_user_limited_channels && name.is_user_limited);
}

// The options for clients and subscribers do not apply: a plain client has no
// identity.
bool may_plain(const channel_options& o, channel_right right) {
  switch (right) {
    case channel_right::subscribe:
      return o.allow_plain == plain_access::read ||
             o.allow_plain == plain_access::open;
    case channel_right::publish:
      return o.allow_plain == plain_access::open;
    case channel_right::presence:
    case channel_right::history:
      break;
  }
  return false;
}

bool may_subscribe(const channel_options& o, const channel_name& name,
                   const room_client& who) {
  if (who.granted) return true;
  if (name.is_private) return false;
  if (is_reserved(o, name)) return name.allows(who.user);
  return o.allow_subscribe_for_client &&
         (!who.user.empty() || o.allow_subscribe_for_anonymous);
}

// A right that a namespace gives to clients does not apply in a reserved room
// (by its name): there only subscribers, and clients that may subscribe, have
// it.
bool may_use(const channel_options& o, const channel_name& name,
             channel_right right, const room_client& who) {
  const auto [client, subscriber, anonymous] = rights_of(o, right);
  if (is_reserved(o, name) && !who.subscribed && !may_subscribe(o, name, who))
    return false;
  return (client || (subscriber && who.subscribed)) &&
         (!who.user.empty() || anonymous);
}

}  // namespace

std::optional<reply_error> refuses(const namespaces& spaces,
                                   channel_right right, std::string_view room,
                                   const room_client& who) {
  const auto rule = who.plain ? name_rule::text : name_rule::ascii;
  if (const auto refused = spaces.refuses_name(room, rule)) return refused;
  const auto& options = *spaces.find(room);
  const auto name = parse_channel_name(room);
  if (!is_available(options, right)) return reply_error::not_available;
  bool allowed = false;
  if (who.plain)
    allowed = !is_reserved(options, name) && may_plain(options, right);
  else if (who.insecure)
    allowed = true;
  else if (right == channel_right::subscribe)
    allowed = may_subscribe(options, name, who);
  else
    allowed = may_use(options, name, right, who);
  if (!allowed) return reply_error::permission_denied;
  return std::nullopt;
}

}  // namespace parley
