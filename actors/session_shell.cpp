// SPDX-License-Identifier: Apache-2.0
#include "actors/session_shell.hpp"

#include <string>
#include <utility>

namespace parley {

session_shell::session_shell(pinned& self, session_setting setting)
    : self_(self), setting_(std::move(setting)) {}

void session_shell::attach(dialect speaks) {
  self_.send(courier(),
             msg::attach{setting_.id, setting_.link,
                         caf::actor_cast<caf::actor>(&self_), speaks});
}

void session_shell::detach() {
  self_.send(courier(), msg::detach{setting_.id});
}

void session_shell::answer(const msg::hush& request) {
  self_.send(request.answer_to, msg::hushed{setting_.id});
}

session_detail session_shell::detail_of(const link_request& request) const {
  return {.id = session_name(setting_.id),
          .peer = setting_.link->peer(),
          .transport = std::string(request.transport),
          .speaks = std::string(protocol_name(request.speaks)),
          .queued = setting_.link->queued()};
}

const courier_ref& session_shell::courier() const {
  return setting_.actors.link_couriers[setting_.id.loop()];
}

}  // namespace parley
