// SPDX-License-Identifier: Apache-2.0
// The subscriptions of one Centrifuge client, and its operations on rooms. Part
// of its session: used by that actor only.
#pragma once

#include "actors/client_messages.hpp"
#include "actors/client_voice.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_replies.hpp"
#include "actors/topology.hpp"

#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parley {

/// Answers of up to `answer_size` bytes that one connection may have under way;
/// the next such command waits in its session. An outbox that is not congested
/// has room for one, and would overflow with two.
inline constexpr std::size_t large_answers_under_way = 1;

class client_channels {
 public:
  /// All references outlive it. `deflated`: blocks of rooms are compressed.
  client_channels(pinned& self, const topology& actors, connection_id id,
                  client_voice& voice, bool deflated);

  /// The client's identity, known once it has connected.
  /// `pays`: for the rooms that it creates; null: they cost nothing.
  void identify(client_info_ptr info, bool insecure,
                std::shared_ptr<room_allowance> pays);

  /// Others see this of the client from here on, in all its rooms.
  void renew(client_info_ptr info);

  /// Tokens of this client that are forged or malformed.
  std::size_t bad_tokens() const { return bad_tokens_; }

  // -- commands of the client -------------------------------------------------

  void subscribe(std::uint32_t command,
                 const centrifuge::SubscribeRequest& request);
  void unsubscribe(std::uint32_t command, const std::string& room);
  void publish(std::uint32_t command, centrifuge::PublishRequest& request);
  void presence(std::uint32_t command, const std::string& room);
  void presence_stats(std::uint32_t command, const std::string& room);
  void history(std::uint32_t command,
               const centrifuge::HistoryRequest& request);
  void refresh(std::uint32_t command,
               const centrifuge::SubRefreshRequest& request);

  // -- orders of the application ----------------------------------------------

  /// Called with the room's answer, or with null when it refused.
  using arrived = std::function<void(const agreement&, const arrival*)>;

  /// A server-side subscription. With `greeting::none` the caller notifies the
  /// client in `then`. False when the client cannot be subscribed; then nothing
  /// is done.
  bool join(const subscribe_order& order, greeting greets, arrived then);
  void leave(std::string_view room, unsubscribe_code code);
  void leave_all(unsubscribe_code code);

  // -- for the session --------------------------------------------------------

  /// Whether a command for this room has to wait for the one before.
  bool is_joining(std::string_view room) const;
  /// Whether so many answers are open that no further question, or not this
  /// one, should be asked.
  bool is_busy() const;
  bool is_busy_for(const centrifuge::Command& command) const;

  void on_answer(msg::room_answer& answer);
  /// A client that counts offsets is made to come back and recover.
  void on_missed(const msg::missed& notice);

  /// The link is gone. `done` is called when no answer is on its way any more.
  void end(std::function<void()> done);

  /// Whether an expiry has come or gone since the last `expire`.
  bool expiry_changed() const { return expiry_changed_; }

  /// Ends what has expired. When the next one does; nothing: never.
  std::optional<std::chrono::system_clock::time_point> expire();

  /// The rooms that the client is in, at most `most`.
  std::vector<std::string> joined(std::size_t most) const;

  /// An operator has closed the room.
  void on_turned_out(const msg::turned_out& order);

 private:
  struct subscription {
    struct seat {
      room_ref room;
      room_id id;
    };
    /// Nothing while the room has not answered.
    std::optional<seat> in{};
    client_info_ptr info;
    bool server_side = false;
    /// Ordered to leave before the room has answered.
    std::optional<unsubscribe_code> leaving;
    unix_seconds expires_at = 0;
  };
  using subscriptions = std::map<std::string, subscription, std::less<>>;

  struct entrance {
    std::string room;
    join_wish wish;
    agreement agreed;
    greeting greets = greeting::none;
    std::uint32_t command = 0;
    bool server_side = false;
    unix_seconds expires_at = 0;
  };

  subscriptions::iterator find(room_id room);
  requester self_as_requester() const;
  unix_seconds now() const;
  std::optional<std::uint32_t> ttl_of(unix_seconds end) const;
  void renew(subscription& in, client_info_ptr info);
  lane reads(bool presence) const;
  join_wish wish_for(const subscription_terms& terms,
                     bool wants_join_leave) const;
  agreement agree(const subscription_terms& terms,
                  const centrifuge::SubscribeRequest& request,
                  bool may_history) const;
  bool may(channel_right right, const std::string& room);
  bool permits(std::uint32_t command, channel_right right,
               const std::string& room);

  void enter(entrance wish, arrived then);
  void on_arrived(const entrance& asked, outcome<op::join>& found,
                  const room_ref& room, const arrived& then);
  void drop(const std::string& room, frame farewell);
  bool may_be_large(const centrifuge::Command& command) const;
  /// Of an answer that may be large.
  template <answered_operation Op, class Then>
  reply_to<Op> expect_large(Then then);
  template <answered_operation Op>
  void ask(const std::string& room, Op what, reply_to<Op> reply);

  /// The granted value of a verdict; null: the client has got the error.
  template <class Granted>
  Granted* take(std::uint32_t command, verdict<Granted>& found, refusal why);

  pinned& self_;
  const topology& actors_;
  const connection_id id_;
  client_voice& voice_;
  const bool deflated_;
  client_info_ptr info_;
  bool insecure_ = false;
  std::shared_ptr<room_allowance> pays_;
  std::size_t bad_tokens_ = 0;
  bool expiry_changed_ = false;
  bool ended_ = false;
  std::function<void()> when_ended_;
  subscriptions rooms_;
  room_replies replies_;
  std::size_t large_answers_ = 0;  // under way
};

template <answered_operation Op, class Then>
reply_to<Op> client_channels::expect_large(Then then) {
  ++large_answers_;
  return replies_.expect<Op>(
      [this, then = std::move(then)](outcome<Op>& found, room_ref& room) {
        --large_answers_;
        if constexpr (std::invocable<const Then&, outcome<Op>&, room_ref&>)
          then(found, room);
        else
          then(found);
      });
}

// Members ask the room itself, others by way of the directory. Commands for a
// room that is being joined wait in the session, so both keep their order.
template <answered_operation Op>
void client_channels::ask(const std::string& room, Op what,
                          reply_to<Op> reply) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end())
    actors_.directory_of(room).ask(self_, room, std::move(what),
                                   std::move(reply), pays_);
  else
    at->second.in->room.ask(self_, std::move(what), std::move(reply));
}

template <class Granted>
Granted* client_channels::take(std::uint32_t command, verdict<Granted>& found,
                               refusal why) {
  if (const auto* error = std::get_if<reply_error>(&found))
    voice_.error(command, *error, why);
  else if (const auto* code = std::get_if<close_code>(&found))
    voice_.close(*code, why);
  return std::get_if<Granted>(&found);
}

}  // namespace parley
