// SPDX-License-Identifier: Apache-2.0
// One client of the plain protocol: bridges its link and its room. Lives on the
// loop of its link and owns it for its whole life.
#pragma once

#include "actors/room_messages.hpp"
#include "actors/session_shell.hpp"
#include "protocol/refusal.hpp"
#include "protocol/token_bucket.hpp"

#include <caf/behavior.hpp>

#include <memory>
#include <string_view>

namespace parley {

class session : public session_shell {
 public:
  static constexpr const char* name = "session";

  session(pinned& self, session_setting setting, link_request request);

  caf::behavior make_behavior();

  /// A message of the client.
  void receive(msg::received& incoming);

  actor_detail detail() const;

 private:
  void join();
  void on_answer(msg::room_answer& answer);
  bool is_within_rates(std::size_t bytes);
  void on_admitted(const room_ref& room);
  void on_refused(reply_error why);
  std::shared_ptr<room_allowance> allowance() const;
  void on_hush(const msg::hush& request);
  void on_turned_out(const msg::turned_out& order);
  void on_link_closed(const msg::link_closed& event);
  void report(refusal why, std::string_view detail) const;

  link_request request_;
  token_bucket rate_;
  token_bucket byte_rate_;
  /// Empty until the room has let us in.
  room_ref room_;
  /// The node drains: nothing more is accepted from the client.
  bool hushed_ = false;
  /// The link was closed while the join was on its way.
  bool gone_ = false;
};

}  // namespace parley
