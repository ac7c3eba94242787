// SPDX-License-Identifier: Apache-2.0
// What all kinds of sessions have alike: their setting, their place at the
// courier of their loop, and the answer to a drain. Part of a session's actor:
// used by that actor only.
#pragma once

#include "actors/handles.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/topology.hpp"
#include "actors/user_rates.hpp"
#include "protocol/limits.hpp"

#include <cstddef>
#include <memory>

namespace parley {

/// What every session is made with. The referenced parts outlive all actors.
struct session_setting {
  std::shared_ptr<parley::link> link;
  connection_id id;
  const topology& actors;
  const parley::limits& limits;
  user_rates& rates;
};

class session_shell {
 public:
  /// Bytes that wait for the client.
  std::size_t size() const { return setting_.link->queued(); }

 protected:
  session_shell(pinned& self, session_setting setting);

  /// Before the session asks a room: the courier has to know the link when the
  /// room admits it, and both messages go through mailboxes in order.
  void attach(dialect speaks);
  void detach();
  /// Nothing more is on its way from this session to a room.
  void answer(const msg::hush& request);

  /// What is shown of every session.
  session_detail detail_of(const link_request& request) const;

  const courier_ref& courier() const;

  pinned& self_;
  session_setting setting_;
};

}  // namespace parley
