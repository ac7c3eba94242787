// SPDX-License-Identifier: Apache-2.0
// Publications and questions of a Centrifuge client: the part of
// client_channels that does not change subscriptions.
#include "actors/client_channels.hpp"
#include "actors/outcome_reply.hpp"
#include "protocol/centrifuge/data_check.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// Writes the outcome to the client. Nothing is encoded for a link that is
/// closed.
template <class Outcome>
void reply(client_voice& voice, std::uint32_t command, const Outcome& found) {
  if (voice.closed()) return;
  auto out = reply_of<centrifuge::Reply>(found, voice.format());
  out.set_id(command);
  voice.say(out);
}

}  // namespace

void client_channels::publish(std::uint32_t command,
                              centrifuge::PublishRequest& request) {
  const auto& room = request.channel();
  if (!permits(command, channel_right::publish, room)) return;
  const auto at = rooms_.find(room);
  publication said{.data = std::move(*request.mutable_data()),
                   .kind = data_kind::json,
                   .info = at == rooms_.end() ? info_ : at->second.info};
  // What is embedded in a JSON command was checked with it.
  if (voice_.format() == centrifuge::format::protobuf)
    said.kind = centrifuge::kind_of(said.data);
  const auto wanted = actors_.rules->find(room)->publication_data_format;
  if (!centrifuge::is_accepted_from_client(said, wanted))
    return voice_.error(command, reply_error::bad_request);
  ask(room, op::publish{.wish = {.said = std::move(said), .sender = id_}},
      replies_.expect<op::publish>([this, command](const auto& found) {
        reply(voice_, command, found);
      }));
}

void client_channels::presence(std::uint32_t command, const std::string& room) {
  if (!permits(command, channel_right::presence, room)) return;
  ask(room, op::presence{},
      expect_large<op::presence>([this, command](const auto& found) {
        reply(voice_, command, found);
      }));
}

void client_channels::presence_stats(std::uint32_t command,
                                     const std::string& room) {
  if (!permits(command, channel_right::presence, room)) return;
  ask(room, op::count{},
      replies_.expect<op::count>([this, command](const auto& found) {
        reply(voice_, command, found);
      }));
}

void client_channels::history(std::uint32_t command,
                              const centrifuge::HistoryRequest& request) {
  const auto& room = request.channel();
  if (!permits(command, channel_right::history, room)) return;
  if (request.reverse() && request.has_since() && request.since().offset() == 0)
    return voice_.error(command, reply_error::bad_request);
  const auto most = actors_.rules->options().history_max_publication_limit;
  const auto wanted = static_cast<std::size_t>(std::max(request.limit(), 0));
  history::query query{
      .limit = request.limit() < 0 ? most : std::min(wanted, most),
      .since = {},
      .reverse = request.reverse()};
  if (request.has_since()) query.since = request.since().offset();
  ask(room, op::history{query, request.since().epoch()},
      expect_large<op::history>([this, command](const auto& found) {
        reply(voice_, command, found);
      }));
}

}  // namespace parley
