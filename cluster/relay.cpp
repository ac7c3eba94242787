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

relay::relay(pinned& self, const topology& actors, caf::actor directory,
             caf::actor inlet, room_id id, std::string room_name)
    : self_(self),
      actors_(actors),
      directory_(std::move(directory)),
      inlet_(std::move(inlet)),
      id_(id),
      room_(setting_of(std::move(room_name), *actors.rules)),
      voice_(self, actors, id, room_, [this] { rest_if_empty(); }),
      link_(id.value << 32) {}

caf::behavior relay::make_behavior() {
  self_.send(inlet_,
             relay_up{room_.name(), caf::actor_cast<caf::actor>(&self_)});
  return {
      [this](const told& message) { on_told(message); },
      [this](passed_on& request) { on_passed_on(request); },
      [this](const leave& request) { on_leave(request); },
      [this](say& request) { on_say(request); },
      [this](publish& request) { on(request); },
      [this](const renew_member& request) { on(request); },
      [this](const ask_presence& request) { on(request); },
      [this](const ask_head_count& request) { on(request); },
      [this](const ask_history& request) { on(request); },
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
  return link_.open().bytes() + data.size() <= draft_queue_size;
}

void relay::ask_and_answer(peer::Wish wish, const reply_address& answer_to) {
  ask(std::move(wish), [this, answer_to](room_outcome& outcome) {
    voice_.acknowledge(answer_to, std::move(outcome));
  });
}

// With a key of its own a publication may be asked for twice.
void relay::ask(peer::Wish wish, continuation then) {
  wish.set_tag(link_.new_tag());
  if (wish.has_publish() && wish.publish().said().key().empty())
    wish.mutable_publish()->mutable_said()->set_key(recent_keys::relay_mark +
                                                    actors_.node_id + '.' +
                                                    std::to_string(wish.tag()));
  const auto tag = wish.tag();
  const auto bytes = wish.ByteSizeLong();
  const auto at =
      link_.send(tag, {wish, std::move(then)}, bytes, self_.clock().now());
  send(std::move(wish), at);
  look_after_soon();
}

void relay::send(peer::Wish wish, link::stamp at) {
  self_.send(inlet_, ask_owner{room_.name(), std::move(wish), at.attachment,
                               at.sequence});
}

void relay::attach() {
  peer::Wish wish;
  wish.set_tag(link_.attach(self_.clock().now()));
  auto& out = *wish.mutable_attach();
  for (const auto& [number, each] : members_) {
    if (!each.admitted) continue;
    auto& listed = *out.add_members();
    put(listed, each.wish);
    listed.set_number(number);
  }
  goes_on_ = term_ > 0;
  if (goes_on_) {
    peer::put(*out.mutable_since(), room_.past().last());
    out.set_term(term_);
  }
  spdlog::debug("relay.attach room={} attachment={} members={} offset={}",
                log_text(room_.name()), wish.tag(), out.members_size(),
                out.since().offset());
  send(std::move(wish), {});
}

// Also when the last member is on its way out: after a gap the owner takes no
// request before there is a new attachment.
void relay::send_again() {
  if (!members_.empty() || link_.state() != link::phase::apart) attach();
  link_.resend(self_.clock().now(), [this](const unanswered& each, auto at) {
    send(each.wish, at);
  });
  look_after_soon();
}

// All events of the owner before have come: the inlet waited for its echo.
void relay::on_owner_changed(const owner_changed& notice) {
  turning_ = notice.number;
  send_again();
  link_.forget_former();
  if (members_.empty()) turned();
}

// What it knows of the room its new owner will know too.
void relay::turned() {
  if (turning_ == 0) return;
  self_.send(inlet_, relay_turned{room_.name(), std::exchange(turning_, 0)});
}

void relay::look_after_soon() {
  if (look_is_due_) return;
  look_is_due_ = true;
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), relay_look_interval,
                     look_after{});
}

// Those who wait for too long are told that it came to nothing; it may have
// come to something all the same, which is what keys are for.
void relay::on_look_after() {
  look_is_due_ = false;
  const auto now = self_.clock().now();
  room_outcome failed = reply_error::internal;
  while (const auto late = link_.open().take_older_than(now - relay_patience)) {
    auto outcome = failed;
    late->then(outcome);
  }
  if (link_.is_waiting()) {
    if (now - link_.quiet_since() >= relay_resend_interval) send_again();
    look_after_soon();
  }
  rest_if_empty();
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
  if (!link_.open().empty() || voice_.is_waiting()) return;
  if (finish_answer_to_)
    self_.send(std::exchange(finish_answer_to_, nullptr),
               done{drain_step::finish});
  if (!members_.empty()) return;
  if (link_.state() != link::phase::apart) {
    link_.detach();
    peer::Wish wish;
    wish.mutable_detach();
    send(std::move(wish), {});
    term_ = 0;
    turned();
  }
  self_.send(directory_, vacant{room_.name(), id_, requests_});
}

void relay::end() {
  self_.send(inlet_,
             relay_down{room_.name(), caf::actor_cast<caf::actor>(&self_)});
  self_.quit();
}

}  // namespace parley::cluster
