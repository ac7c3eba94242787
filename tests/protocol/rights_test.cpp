// SPDX-License-Identifier: Apache-2.0
// Every command x kind of client x kind of room x options of the namespace,
// against a table that says in other words what docs/protocol.md promises.
#include "protocol/rights.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bitset>
#include <string>
#include <vector>

namespace parley {
namespace {

using enum channel_right;

constexpr std::size_t longest_name = 40;

struct room_case {
  std::string name;
  /// What every client hears first; nothing when the name can be.
  std::optional<reply_error> sdk_fault, plain_fault;
  /// Whose room it is by its name. `everyone` where the name says nothing.
  enum { everyone, token_holders, listed, unlisted } belongs = everyone;
};

// "listed" and "unlisted" are about ann.
const std::vector<room_case> rooms{
    {"news:a", {}, {}},
    {"$news:a", {}, {}, room_case::token_holders},
    {"news:a#ann", {}, {}, room_case::listed},
    {"news:a#bob,ann", {}, {}, room_case::listed},
    {"news:a#bob", {}, {}, room_case::unlisted},
    {"news:a#", {}, {}, room_case::unlisted},
    {"$news:a#ann", {}, {}, room_case::token_holders},
    {"news:\xd0\xbf", reply_error::bad_request, {}},
    {"news:a\nb", reply_error::bad_request, reply_error::bad_request},
    {"news:\x1b[31m", reply_error::bad_request, reply_error::bad_request},
    {"small:abc", {}, {}},
    {"small:ABC", reply_error::bad_request, reply_error::bad_request},
    {"nowhere:a", reply_error::unknown_channel, reply_error::unknown_channel},
    {"news:" + std::string(longest_name, 'a'), reply_error::bad_request,
     reply_error::bad_request},
    {"", reply_error::bad_request, reply_error::bad_request},
};

/// What the namespace says, as far as it can matter for one command.
struct switches {
  bool to_client = false, to_subscriber = false, to_anonymous = false;
  bool subscribe_client = false, subscribe_anonymous = false;
  bool user_limited = false, is_available = false;
  /// All that should not matter is on.
  bool noise = false;
  plain_access plain = plain_access::closed;
};

constexpr std::size_t switch_count = 8;

switches switches_of(std::size_t number, plain_access plain) {
  const std::bitset<switch_count> bit(number);
  return {bit[0], bit[1], bit[2], bit[3], bit[4],
          bit[5], bit[6], bit[7], plain};
}

channel_options options_of(channel_right command, const switches& s) {
  channel_options o;
  for (auto* each :
       {&o.allow_publish_for_client, &o.allow_publish_for_subscriber,
        &o.allow_publish_for_anonymous, &o.allow_presence_for_client,
        &o.allow_presence_for_subscriber, &o.allow_presence_for_anonymous,
        &o.allow_history_for_client, &o.allow_history_for_subscriber,
        &o.allow_history_for_anonymous, &o.join_leave, &o.allow_recovery,
        &o.allow_positioning})
    *each = s.noise;
  const auto set = [&](bool& client, bool& subscriber, bool& anonymous) {
    client = s.to_client, subscriber = s.to_subscriber,
    anonymous = s.to_anonymous;
  };
  if (command == publish)
    set(o.allow_publish_for_client, o.allow_publish_for_subscriber,
        o.allow_publish_for_anonymous);
  if (command == presence)
    set(o.allow_presence_for_client, o.allow_presence_for_subscriber,
        o.allow_presence_for_anonymous);
  if (command == history)
    set(o.allow_history_for_client, o.allow_history_for_subscriber,
        o.allow_history_for_anonymous);
  o.allow_subscribe_for_client = s.subscribe_client;
  o.allow_subscribe_for_anonymous = s.subscribe_anonymous;
  o.allow_user_limited_channels = s.user_limited;
  o.allow_plain = s.plain;
  const bool has_presence = command == presence ? s.is_available : s.noise;
  const bool has_history = command == history ? s.is_available : s.noise;
  o.presence = has_presence;
  o.history_size = has_history ? 10 : 0;
  o.history_ttl = std::chrono::seconds(has_history ? 60 : 0);
  return o;
}

enum class kind { plain, anonymous, ann, guest, insecure };
constexpr std::array kinds{kind::plain, kind::anonymous, kind::ann, kind::guest,
                           kind::insecure};

/// Where it stands: outside; outside, with a token for the room; inside.
enum class standing { outside, token, inside };

room_client client_of(kind k, standing s) {
  room_client out;
  out.plain = k == kind::plain;
  out.insecure = k == kind::insecure;
  if (k == kind::ann) out.user = "ann";
  if (k == kind::guest) out.user = "ann.23456789abcdefgh";
  out.granted = s == standing::token;
  out.subscribed = s == standing::inside;
  return out;
}

// -- the promise, in the words of docs/protocol.md ----------------------------

/// "A room that its name keeps for some": whether this client is one of them.
bool is_among(const room_case& room, const switches& s, kind k) {
  if (room.belongs == room_case::token_holders) return false;
  const bool means_users =
      s.user_limited && room.belongs != room_case::everyone;
  return !means_users || (room.belongs == room_case::listed && k == kind::ann);
}

bool is_kept_for_some(const room_case& room, const switches& s) {
  return room.belongs == room_case::token_holders ||
         (s.user_limited && room.belongs != room_case::everyone);
}

bool promised_to_plain(const room_case& room, channel_right command,
                       const switches& s) {
  if (is_kept_for_some(room, s)) return false;
  if (command == subscribe)
    return s.plain == plain_access::read || s.plain == plain_access::open;
  return command == publish && s.plain == plain_access::open;
}

bool promised_to_client(const room_case& room, channel_right command,
                        const switches& s, kind k, standing where) {
  const bool has_user = k == kind::ann || k == kind::guest;
  const bool may_enter =
      where == standing::token ||
      (is_kept_for_some(room, s)
           ? is_among(room, s, k)
           : s.subscribe_client && (has_user || s.subscribe_anonymous));
  if (command == subscribe) return may_enter;
  if (!has_user && !s.to_anonymous) return false;
  const bool is_inside = where == standing::inside;
  if (is_kept_for_some(room, s) && !is_inside && !may_enter) return false;
  return s.to_client || (s.to_subscriber && is_inside);
}

std::optional<reply_error> promised(const room_case& room,
                                    channel_right command, const switches& s,
                                    kind k, standing where) {
  const auto fault = k == kind::plain ? room.plain_fault : room.sdk_fault;
  if (fault) return fault;
  const bool needs_more = command == presence || command == history;
  // The namespace "small" keeps nothing.
  const bool has_it = s.is_available && !room.name.starts_with("small:");
  if (needs_more && !has_it) return reply_error::not_available;
  // And it allows nothing.
  const auto of_room = room.name.starts_with("small:") ? switches{} : s;
  const bool allowed =
      k == kind::plain ? promised_to_plain(room, command, of_room)
      : k == kind::insecure
          ? true
          : promised_to_client(room, command, of_room, k, where);
  return allowed ? std::nullopt : std::optional(reply_error::permission_denied);
}

TEST(RightsMatrix, every_client_may_what_is_promised_in_every_room) {
  std::size_t tried = 0, allowed = 0;
  for (const auto command : {subscribe, publish, presence, history})
    for (const auto plain : {plain_access::automatic, plain_access::closed,
                             plain_access::read, plain_access::open})
      for (std::size_t number = 0; number < 1u << switch_count; ++number) {
        const auto s = switches_of(number, plain);
        channel_settings settings;
        settings.namespaces["news"] = options_of(command, s);
        settings.namespaces["small"] = {.channel_regex = "[a-z]+"};
        const namespaces spaces(settings, longest_name);
        for (const auto& room : rooms)
          for (const auto k : kinds)
            for (const auto where :
                 {standing::outside, standing::token, standing::inside}) {
              const auto found =
                  refuses(spaces, command, room.name, client_of(k, where));
              const auto wanted = promised(room, command, s, k, where);
              ++tried;
              allowed += !found;
              ASSERT_EQ(found, wanted)
                  << room.name << " command " << static_cast<int>(command)
                  << " client " << static_cast<int>(k) << " standing "
                  << static_cast<int>(where) << " switches " << number
                  << " plain " << static_cast<int>(plain);
            }
      }
  EXPECT_GT(tried, 500'000u);
  EXPECT_GT(allowed, 50'000u);
}

TEST(RightsMatrix, a_plain_client_never_enters_a_room_kept_for_some) {
  channel_settings settings;
  settings.without_namespace = {.allow_user_limited_channels = true,
                                .allow_plain = plain_access::open};
  const namespaces spaces(settings);
  constexpr room_client eve{.plain = true};
  for (const auto* room : {"$a", "talk#alice,bob", "a#", "$a#b", "#"})
    EXPECT_EQ(refuses(spaces, subscribe, room, eve),
              reply_error::permission_denied)
        << room;
  EXPECT_EQ(refuses(spaces, subscribe, "talk", eve), std::nullopt);
}

}  // namespace
}  // namespace parley
