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
      last_tag_(id.value << 32) {}

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
  return wishes_.bytes() + data.size() <= draft_queue_size;
}

// With a key of its own a publication may be asked for twice.
void relay::ask(peer::Wish wish, continuation then) {
  wish.set_tag(++last_tag_);
  if (wish.has_publish() && wish.publish().said().key().empty())
    wish.mutable_publish()->mutable_said()->set_key(recent_keys::relay_mark +
                                                    actors_.node_id + '.' +
                                                    std::to_string(wish.tag()));
  send(wish);
  wishes_.add(std::move(wish), std::move(then), self_.clock().now());
  look_after_soon();
}

void relay::send(const peer::Wish& wish) {
  const bool is_attached = phase_ != phase::apart;
  self_.send(inlet_,
             ask_owner{room_.name(), wish, is_attached ? attachment_ : 0,
                       is_attached ? ++said_ : 0});
}

void relay::attach() {
  all_sent_ = self_.clock().now();
  if (phase_ == phase::attached) former_ = {attachment_, next_};
  attachment_ = ++last_tag_;
  peer::Wish wish;
  wish.set_tag(attachment_);
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
                log_text(room_.name()), attachment_, out.members_size(),
                out.since().offset());
  phase_ = phase::attaching;
  said_ = 0;
  self_.send(inlet_, ask_owner{room_.name(), std::move(wish), 0, 0});
}

// Also when the last member is on the way out: what is asked for behind a gap
// is not heard before there is a new attachment.
void relay::send_again() {
  all_sent_ = self_.clock().now();
  if (!members_.empty() || phase_ != phase::apart) attach();
  wishes_.for_each([this](const auto& wish) { send(wish); });
  look_after_soon();
}

// What the owner before has said has been heard to its end.
void relay::on_owner_changed(const owner_changed& notice) {
  turning_ = notice.number;
  send_again();
  former_ = {};
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
  while (const auto then = wishes_.take_older_than(now - relay_patience)) {
    auto outcome = failed;
    (*then)(outcome);
  }
  if (phase_ == phase::attaching || !wishes_.empty()) {
    if (now - std::max(all_sent_, wishes_.oldest()) >= relay_resend_interval)
      send_again();
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
  if (!wishes_.empty() || voice_.is_waiting()) return;
  if (finish_answer_to_)
    self_.send(std::exchange(finish_answer_to_, {}), done{drain_step::finish});
  if (!members_.empty()) return;
  if (std::exchange(phase_, phase::apart) != phase::apart) {
    peer::Wish wish;
    wish.mutable_detach();
    self_.send(inlet_, ask_owner{room_.name(), std::move(wish), 0, 0});
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
