// SPDX-License-Identifier: Apache-2.0
#include "actors/echo.hpp"

#include <utility>

namespace parley {

echo::echo(pinned& self, session_setting setting)
    : session_shell(self, std::move(setting)) {}

caf::behavior echo::make_behavior() {
  // Known to the courier so that a drain closes it like every other link.
  attach(dialect::plain);
  setting_.link->read_next();
  return {
      [this](const msg::received& incoming) { receive(incoming); },
      [this](const msg::link_closed&) { on_link_closed(); },
      [this](const msg::hush& request) { answer(request); },
  };
}

void echo::receive(const msg::received& incoming) {
  if (setting_.link->send(incoming.kind, incoming.message) ==
      push_result::queued)
    setting_.link->read_next();
}

void echo::on_link_closed() {
  detach();
  self_.quit();
}

}  // namespace parley
