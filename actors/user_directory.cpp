// SPDX-License-Identifier: Apache-2.0
#include "actors/user_directory.hpp"

#include <algorithm>

namespace parley {

user_directory::user_directory(pinned& self, const topology& actors)
    : self_(self), actors_(actors) {}

caf::behavior user_directory::make_behavior() {
  return {
      [this](const msg::enlist& request) { on_enlist(request); },
      [this](const msg::delist& request) { on_delist(request); },
      [this](const msg::user_order& request) { on_order(request); },
      [this](const msg::count_users& request) { on_count(request); },
  };
}

// Anonymous connections have no user, and so no limit.
void user_directory::on_enlist(const msg::enlist& request) {
  const auto limit = actors_.rules->options().user_connection_limit;
  auto& own = users_[request.user];
  const bool full = limit > 0 && !request.user.empty() && own.size() >= limit;
  if (!full)
    own.emplace(request.id,
                entry{request.client, request.session_key, request.session});
  self_.send(request.session, msg::enlisted{!full});
}

void user_directory::on_delist(const msg::delist& request) {
  const auto at = users_.find(request.user);
  if (at == users_.end()) return;
  at->second.erase(request.id);
  if (at->second.empty()) users_.erase(at);
}

void user_directory::on_order(const msg::user_order& request) {
  const auto at = users_.find(request.user);
  if (at == users_.end()) return;
  for (const auto& [id, each] : at->second) {
    const bool meant =
        (request.client.empty() || request.client == each.client) &&
        (request.session_key.empty() ||
         request.session_key == each.session_key);
    if (meant &&
        std::ranges::find(request.spared, each.client) == request.spared.end())
      self_.send(each.session, msg::ordered{request.order});
  }
}

void user_directory::on_count(const msg::count_users& request) {
  msg::user_count found{request.tag, 0, users_.size()};
  for (const auto& [user, own] : users_) found.clients += own.size();
  self_.send(request.answer_to, found);
}

}  // namespace parley
