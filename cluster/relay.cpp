// SPDX-License-Identifier: Apache-2.0
#include "cluster/relay.hpp"

#include "actors/room_state.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"
#include "room/peer_events.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley::cluster {

namespace {

room::setting setting_of(std::string name, const policy& rules) {
  const auto* options = rules.find(name);
  return {.name = std::move(name),
          .options = options ? *options : channel_options{},
          .recovery_limit = rules.options().recovery_max_publication_limit,
          .new_epoch = [] { return std::string(); }};
}

}  // namespace

relay::relay(pinned& self, const topology& actors, directory_ref directory,
             caf::actor inlet, room_id id, std::string room_name)
    : self_(self),
      actors_(actors),
      directory_(std::move(directory)),
      inlet_(std::move(inlet)),
      id_(id),
      room_(setting_of(std::move(room_name), *actors.rules)),
      voice_(self, actors, id, room_, [this] { rest_if_empty(); }),
      follower_(id.value << 32,
                {.patience = relay_patience, .resend = relay_resend_interval}) {
}

caf::behavior relay::make_behavior() {
  self_.send(inlet_,
             relay_up{room_.name(), caf::actor_cast<caf::actor>(&self_)});
  return behavior_with(member_operations());
}

template <class... Ops>
caf::behavior relay::behavior_with(operation_list<Ops...>) {
  return {
      [this](asked<Ops>& request) { on(request); }...,
      [this](const told& message) { on_told(message); },
      [this](passed_on& request) { on_passed_on(request); },
      [this](moderated& order) { on_moderated(order); },
      [this](const owner_changed& notice) { on_owner_changed(notice); },
      [this](const ask_state& request) { on_ask_state(request); },
      [this](const look_after&) { on_look_after(); },
      [this](const finish& request) { on_finish(request); },
      [this](const retire&) { end(); },
  };
}

// -- to the owner -------------------------------------------------------------

bool relay::has_place(const std::string& data) const {
  return follower_.open().bytes() + data.size() <= draft_queue_size;
}

// A publication without a key of its client gets one, so that it can be sent
// again and is published once.
void relay::ask(peer::Wish wish, continuation then) {
  wish.set_tag(follower_.new_tag());
  if (wish.has_publish() && wish.publish().said().key().empty())
    wish.mutable_publish()->mutable_said()->set_key(recent_keys::relay_mark +
                                                    actors_.node_id + '.' +
                                                    std::to_string(wish.tag()));
  const auto tag = wish.tag();
  const auto bytes = wish.ByteSizeLong();
  carry_out(follower_.ask(tag, {std::move(wish), std::move(then)}, bytes,
                          self_.clock().now()));
}

void relay::send(peer::Wish wish, link::stamp at) {
  self_.send(inlet_, ask_owner{room_.name(), std::move(wish), at.attachment,
                               at.sequence});
}

void relay::on_owner_changed(const owner_changed& notice) {
  carry_out(
      follower_.on_view(notice.number, !members_.empty(), self_.clock().now()));
}

void relay::on_look_after() {
  carry_out(follower_.on_timer(self_.clock().now()));
  rest_if_empty();
}

// -- what the follower decides ------------------------------------------------

void relay::carry_out(follower::actions actions) {
  for (const auto& each : actions)
    std::visit([this](const auto& action) { carry_out(action); }, each);
}

void relay::carry_out(const follow::send_attach& action) {
  peer::Wish wish;
  wish.set_tag(action.attachment);
  auto& out = *wish.mutable_attach();
  for (const auto& [number, each] : members_) {
    if (!each.admitted) continue;
    auto& listed = *out.add_members();
    put(listed, each.wish);
    listed.set_number(number);
  }
  if (action.continues) {
    peer::put(*out.mutable_since(), room_.past().last());
    out.set_term(action.term);
  }
  spdlog::debug("relay.attach room={} attachment={} members={} offset={}",
                log_text(room_.name()), wish.tag(), out.members_size(),
                out.since().offset());
  send(std::move(wish), {});
}

void relay::carry_out(const follow::send_detach&) {
  peer::Wish wish;
  wish.mutable_detach();
  send(std::move(wish), {});
}

void relay::carry_out(const follow::report_view& action) {
  self_.send(inlet_, relay_turned{room_.name(), action.view});
}

void relay::carry_out(const follow::start_timer&) {
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), relay_look_interval,
                     look_after{});
}

void relay::carry_out(const follow::send_request<unanswered>& action) {
  send(action.request->wish, action.at);
}

void relay::carry_out(const follow::fail_request<unanswered>& action) {
  room_outcome failed = reply_error::internal;
  action.request.then(failed);
}

// -- the next owner -----------------------------------------------------------

void relay::on_ask_state(const ask_state& request) {
  auto state = std::make_shared<peer::State>();
  put(*state, known_of(room_));
  self_.send(inlet_, relay_state{request.for_node, room_.name(), state});
}

// -- end ----------------------------------------------------------------------

actor_detail relay::detail() const {
  const auto& past = room_.past();
  return room_detail{.name = room_.name(),
                     .members = room_.members().size(),
                     .users = room_.members().users(),
                     .kept = past.size(),
                     .offset = past.last().offset,
                     .epoch = past.last().epoch,
                     .durable = room_.options().is_durable()};
}

void relay::rest_if_empty() {
  if (!follower_.open().empty() || voice_.is_waiting()) return;
  if (finish_answer_to_)
    self_.send(std::exchange(finish_answer_to_, {}), done{drain_step::finish});
  if (!members_.empty()) return;
  carry_out(follower_.on_idle());
  self_.send(directory_, vacant{room_.name(), id_, requests_});
}

void relay::end() {
  self_.send(inlet_,
             relay_down{room_.name(), caf::actor_cast<caf::actor>(&self_)});
  self_.quit();
}

}  // namespace parley::cluster
