// Publications and questions of a Centrifuge client: the part of
// client_channels that changes no subscription.
#include "actors/client_channels.hpp"
#include "protocol/centrifuge/data_check.hpp"
#include "protocol/centrifuge/push.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// The reply for what a room has answered; the error is put in here.
template <class Outcome, class Fill>
centrifuge::Reply reply_to(std::uint32_t command, const room_outcome& outcome,
                           Fill fill) {
  centrifuge::Reply reply;
  reply.set_id(command);
  if (const auto* found = std::get_if<Outcome>(&outcome)) {
    fill(*found, reply);
    return reply;
  }
  const auto* known = std::get_if<reply_error>(&outcome);
  const auto code = known ? *known : reply_error::internal;
  reply.mutable_error()->set_code(static_cast<std::uint32_t>(code));
  reply.mutable_error()->set_message(std::string(message_of(code)));
  reply.mutable_error()->set_temporary(is_temporary(code));
  return reply;
}

/// Tells the client what a room has answered. Nothing is filled in for a link
/// that is closed.
template <class Outcome, class Fill>
void tell(client_voice& voice, std::uint32_t command,
          const room_outcome& outcome, Fill fill) {
  if (!voice.closed()) voice.say(reply_to<Outcome>(command, outcome, fill));
}

}  // namespace

// Members ask the room itself, others by way of the directory. Commands for a
// room that is being joined wait in the session, so both keep their order.
void client_channels::ask(const std::string& room, room_request request) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) {
    self_.send(actors_.directory_of(room),
               to_room{room, std::move(request), pays_});
    return;
  }
  std::visit(
      [&](auto& each) {
        using type = std::decay_t<decltype(each)>;
        if constexpr (!std::is_same_v<type, join_room> &&
                      !std::is_same_v<type, clear_history>)
          self_.send(at->second.room, std::move(each));
      },
      request);
}

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
  auto address = expect([this, command](const room_outcome& outcome) {
    tell<published>(voice_, command, outcome,
                    [](const auto&, auto& reply) { reply.mutable_publish(); });
  });
  ask(room, parley::publish{.wish = {.said = std::move(said), .sender = id_},
                            .answer_to = std::move(address)});
}

void client_channels::presence(std::uint32_t command, const std::string& room) {
  if (!permits(command, channel_right::presence, room)) return;
  const auto fill = [f = voice_.format()](const present& found, auto& reply) {
    auto& members = *reply.mutable_presence()->mutable_presence();
    for (const auto& each : found.connections)
      centrifuge::put(*each, f, members[each->client]);
  };
  ask(room,
      ask_presence{expect_large([this, command, fill](const auto& outcome) {
        tell<present>(voice_, command, outcome, fill);
      })});
}

void client_channels::presence_stats(std::uint32_t command,
                                     const std::string& room) {
  if (!permits(command, channel_right::presence, room)) return;
  const auto fill = [](const head_count& found, auto& reply) {
    auto& result = *reply.mutable_presence_stats();
    result.set_num_clients(static_cast<std::uint32_t>(found.connections));
    result.set_num_users(static_cast<std::uint32_t>(found.users));
  };
  ask(room, ask_head_count{expect([this, command, fill](const auto& outcome) {
        tell<head_count>(voice_, command, outcome, fill);
      })});
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
  const auto fill = [f = voice_.format()](const history_page& page,
                                          auto& reply) {
    auto& result = *reply.mutable_history();
    result.set_epoch(page.top.epoch);
    result.set_offset(page.top.offset);
    for (const auto& each : page.publications)
      centrifuge::put(*each, f, *result.add_publications());
  };
  ask(room,
      ask_history{query, request.since().epoch(),
                  expect_large([this, command, fill](const auto& outcome) {
                    tell<history_page>(voice_, command, outcome, fill);
                  })});
}

}  // namespace parley
