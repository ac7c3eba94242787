// One client of the plain protocol: bridges its link and its room. Lives on the
// loop of its link and owns it for its whole life.
#pragma once

#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"
#include "actors/user_rates.hpp"
#include "protocol/limits.hpp"
#include "protocol/refusal.hpp"
#include "protocol/token_bucket.hpp"

#include <caf/behavior.hpp>

#include <memory>
#include <string_view>

namespace parley {

/// What every session is made with. The referenced parts outlive all actors.
struct session_setting {
  std::shared_ptr<parley::link> link;
  connection_id id;
  const topology& actors;
  const parley::limits& limits;
  user_rates& rates;
};

/// What all kinds of sessions show of themselves.
session_detail detail_of(const session_setting& setting,
                         const link_request& request);

class session {
 public:
  static constexpr const char* name = "session";

  session(pinned& self, session_setting setting, link_request request);

  caf::behavior make_behavior();

  /// The client has said something.
  void receive(received& incoming);

  /// Bytes that wait for the client, and who it is.
  std::size_t size() const { return setting_.link->queued(); }
  actor_detail detail() const;

 private:
  void join();
  void on_answer(msg::room_answer& answer);
  bool is_within_rates(std::size_t bytes);
  void on_admitted(const room_ref& room);
  void on_refused(reply_error why);
  std::shared_ptr<room_allowance> allowance() const;
  void on_hush(const hush& request);
  void on_turned_out(const turned_out& order);
  void on_link_closed(const link_closed& event);
  void report(refusal why, std::string_view detail) const;

  const caf::actor& courier() const;

  pinned& self_;
  session_setting setting_;
  link_request request_;
  token_bucket rate_;
  token_bucket byte_rate_;
  /// Empty until the room has let us in.
  room_ref room_;
  /// The node is draining: nothing more is taken from the client.
  bool hushed_ = false;
  /// The link went away while the join was still on its way.
  bool gone_ = false;
};

}  // namespace parley
