// SPDX-License-Identifier: Apache-2.0
// The session of the echo path: sends every message back unchanged, for
// conformance suites. Lives on the loop of its link.
#pragma once

#include "actors/session_shell.hpp"

#include <caf/behavior.hpp>

namespace parley {

class echo : public session_shell {
 public:
  static constexpr const char* name = "echo";

  echo(pinned& self, session_setting setting);

  caf::behavior make_behavior();

  /// A message of the client.
  void receive(const msg::received& incoming);

  actor_detail detail() const { return detail_of({}); }

 private:
  void on_link_closed();
};

}  // namespace parley
