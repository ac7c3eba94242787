// SPDX-License-Identifier: Apache-2.0
// Methods of the server API that concern all nodes of a cluster: the part of
// api_actor that asks the other nodes too and merges their replies.
#include "actors/api_actor.hpp"
#include "actors/outcome_reply.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace parley {

namespace api = centrifuge::api;

namespace {

// The owner counts a room's members, so nodes differ only by when they asked:
// the largest count is used.
void merge(api::ChannelsResult& to, const api::ChannelsResult& from) {
  for (const auto& [room, info] : from.channels()) {
    auto& known = (*to.mutable_channels())[room];
    known.set_num_clients(std::max(known.num_clients(), info.num_clients()));
  }
}

void merge(api::InfoResult& to, const api::InfoResult& from) {
  to.mutable_nodes()->MergeFrom(from.nodes());
}

void merge(api::Reply& to, const msg::neighbours_answered& others) {
  for (const auto& bytes : others.replies) {
    api::Reply each;
    if (!each.ParseFromString(bytes)) continue;
    if (each.has_channels())
      merge(*to.mutable_channels(), each.channels());
    else if (each.has_info())
      merge(*to.mutable_info(), each.info());
  }
  const auto missing = who_is_missing(others);
  if (missing.empty()) return;
  if (to.has_channels())
    to.mutable_channels()->set_answered(missing);
  else if (to.has_info())
    to.mutable_info()->set_answered(missing);
}

}  // namespace

// Users may be anywhere, and no node knows all rooms.
bool api_actor::is_about_all_nodes(const api::Command& command) {
  return command.has_subscribe() || command.has_unsubscribe() ||
         command.has_disconnect() || command.has_refresh() ||
         command.has_channels() || command.has_info();
}

void api_actor::run_everywhere(const api::Command& command, finished done) {
  struct answers {
    std::optional<reply> own;
    std::optional<msg::neighbours_answered> others;
  };
  const auto both = std::make_shared<answers>();
  const auto finish = [both, done = std::move(done)] {
    if (!both->own || !both->others) return;
    merge(*both->own, *both->others);
    done(std::move(*both->own));
  };
  const auto tag =
      everywhere_.add([both, finish](msg::neighbours_answered& others) {
        both->others = std::move(others);
        finish();
      });
  self_.send(actors_.cluster->neighbours,
             msg::ask_neighbours{command.SerializeAsString(),
                                 caf::actor_cast<caf::actor>(&self_), tag});
  run_here(command, [both, finish](reply own) {
    both->own = std::move(own);
    finish();
  });
}

void api_actor::on_ask_node(const msg::ask_node& request) {
  api::Command command;
  const auto* bytes = std::get_if<std::string>(&request.what);
  // Other commands do not concern all nodes, so no node has a reason to send
  // them here: publications and questions go to the room's owner.
  if (!bytes || !command.ParseFromString(*bytes) ||
      !is_about_all_nodes(command))
    return self_.send(
        request.who,
        msg::node_answered{
            request.tag,
            failure(reply_error::method_not_found).SerializeAsString()});
  run_here(command, [this, who = request.who,
                     tag = request.tag](const reply& found) {
    self_.send(who, msg::node_answered{tag, found.SerializeAsString()});
  });
}

}  // namespace parley
