// The session of the echo path: sends every message back unchanged, for
// conformance suites. Lives on the loop of its link.
#pragma once

#include "actors/session.hpp"

#include <caf/behavior.hpp>

namespace parley {

class echo {
 public:
  static constexpr const char* name = "echo";

  echo(pinned& self, session_setting setting);

  caf::behavior make_behavior();

  /// The client has said something.
  void receive(const received& incoming);

  std::size_t size() const { return setting_.link->queued(); }
  actor_detail detail() const { return detail_of(setting_, {}); }

 private:
  void on_link_closed();

  const caf::actor& courier() const;

  pinned& self_;
  session_setting setting_;
};

}  // namespace parley
