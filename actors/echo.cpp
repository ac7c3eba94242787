#include "actors/echo.hpp"

#include <utility>

namespace parley {

echo::echo(pinned& self, session_setting setting)
    : self_(self), setting_(std::move(setting)) {}

caf::behavior echo::make_behavior() {
  // Known to the courier so that a drain closes it like every other link.
  self_.send(courier(), attach{setting_.id, setting_.link,
                               caf::actor_cast<caf::actor>(&self_)});
  setting_.link->read_next();
  return {
      [this](const received& incoming) { receive(incoming); },
      [this](const link_closed&) { on_link_closed(); },
      [this](const hush& request) {
        self_.send(request.answer_to, hushed{setting_.id});
      },
  };
}

void echo::receive(const received& incoming) {
  if (setting_.link->send(incoming.kind, incoming.message) ==
      push_result::queued)
    setting_.link->read_next();
}

void echo::on_link_closed() {
  self_.send(courier(), detach{setting_.id});
  self_.quit();
}

const caf::actor& echo::courier() const {
  return setting_.actors.couriers[setting_.id.loop()];
}

}  // namespace parley
