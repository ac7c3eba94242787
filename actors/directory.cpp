// SPDX-License-Identifier: Apache-2.0
#include "actors/directory.hpp"

#include "actors/room_actor.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <caf/system_messages.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// Names hash evenly to loops, so each directory remembers its share.
std::size_t share_of(const room_topology& actors) {
  return (actors.rules->options().remembered_rooms + actors.loops - 1) /
         actors.loops;
}

}  // namespace

directory::directory(pinned& self, const room_topology& actors)
    : self_(self),
      actors_(actors),
      spawn_room_([&actors](home& where, directory_ref starter, room_id id,
                            std::string room_name) {
        return spawn_pinned<room_actor>(where, actors, std::move(starter), id,
                                        std::move(room_name));
      }),
      has_rooms_(true),
      positions_(share_of(actors)) {
  self_.set_down_handler([this](caf::down_msg& down) { on_down(down); });
  self_.set_exit_handler([this](caf::exit_msg& exit) { on_exit(exit); });
}

directory::directory(pinned& self, const room_topology& actors,
                     room_source spawn_room)
    : self_(self),
      actors_(actors),
      spawn_room_(std::move(spawn_room)),
      has_rooms_(false),
      positions_(0) {
  self_.set_down_handler([this](caf::down_msg& down) { on_down(down); });
  self_.set_exit_handler([this](caf::exit_msg& exit) { on_exit(exit); });
}

directory::~directory() = default;

caf::behavior directory::make_behavior() {
  return {
      [this](msg::to_room& request) { on_to_room(request); },
      [this](const msg::moderate& request) { on_moderate(request); },
      [this](const msg::list_rooms& request) { on_list_rooms(request); },
      [this](msg::vacant& offer) { on_vacant(offer); },
      [this](const msg::hand_over& request) { on_hand_over(request); },
      [this](msg::handed_over& answer) { on_handed_over(answer); },
      [this](const msg::give_positions& request) {
        on_give_positions(request);
      },
      [this](const msg::wake_room& request) { on_wake_room(request); },
      [this](const msg::remember& notice) { on_remember(notice); },
      [this](const msg::finish& request) { on_finish(request); },
      [this](const msg::done&) { on_room_finished(); },
  };
}

void directory::on_to_room(msg::to_room& to) {
  if (finishing_) return refuse(to.request, reply_error::internal);
  auto known = rooms_.find(to.room);
  if (known == rooms_.end()) {
    if (answer_without_room(to)) return;
    if (const auto why = forbids_new(to)) return refuse(to.request, *why);
    if (const auto why = forbids_more()) return refuse(to.request, *why);
  }
  auto& room = known == rooms_.end() ? start_room(to.room) : known->second;
  ++room.requests;
  self_.send(room.room, msg::passed_on{std::move(to.request)});
}

void directory::refuse(const msg::room_request& request, reply_error why) {
  std::visit(
      [&]<class Op>(const msg::asked<Op>& each) {
        if constexpr (answered_operation<Op>)
          if (const auto& to = each.answer_to; to.who)
            self_.send(to.who, msg::room_answer{to.tag, why});
      },
      request);
}

void directory::on_moderate(const msg::moderate& request) {
  const auto& room_name = request.order.room;
  auto [at, is_new] = moderated_.try_emplace(room_name);
  const bool has_place = !is_new || moderated_.size() <= moderated_rooms;
  const bool applied = has_place && at->second.apply(request.order);
  const auto now = at->second;
  if (!now.is_needed()) moderated_.erase(at);
  const auto& asker = request.answer_to;
  if (!applied)
    return self_.send(
        asker.who, msg::moderate_done{asker.tag, reply_error::limit_exceeded});
  spdlog::info("room.moderate room={} closed={} frozen={} muted={}",
               log_text(room_name), now.closed, now.frozen, now.muted.size());
  const auto room = rooms_.find(room_name);
  if (room != rooms_.end()) self_.send(room->second.room, msg::moderated{now});
  self_.send(asker.who, msg::moderate_done{asker.tag, {}});
}

void directory::on_list_rooms(const msg::list_rooms& request) {
  msg::room_list list{request.answer_to.tag, {}};
  for (const auto& [room_name, room] : rooms_) list.names.push_back(room_name);
  self_.send(request.answer_to.who, std::move(list));
}

// -- rooms that start ---------------------------------------------------------

std::optional<reply_error> directory::forbids_more() {
  if (!actors_.rooms || actors_.rooms->enter()) return std::nullopt;
  count_refusal(room_refusal::node_limit);
  return reply_error::limit_exceeded;
}

std::optional<reply_error> directory::forbids_new(const msg::to_room& request) {
  // These questions create no room that stays.
  const bool is_free =
      std::holds_alternative<msg::asked<op::presence>>(request.request) ||
      std::holds_alternative<msg::asked<op::count>>(request.request);
  if (is_free || !request.pays || positions_.knows(request.room, actors_.now()))
    return std::nullopt;
  const auto why = request.pays->pay(self_.clock().now());
  if (!why) return std::nullopt;
  count_refusal(*why);
  return reply_error::too_many_requests;
}

void directory::count_refusal(room_refusal why) {
  ++self_.where().traffic().rooms_refused[name_of(why)];
}

directory::entry& directory::start_room(const std::string& room_name) {
  const room_id id{
      connection_id::make(self_.where().index(), started_++).value};
  auto room = spawn_room_(self_.where(), caf::actor_cast<caf::actor>(&self_),
                          id, room_name);
  self_.monitor(room);
  if (auto known = positions_.take(room_name, actors_.now())) {
    ++self_.where().traffic().positions_taken;
    self_.send(room, msg::resumed{std::move(*known)});
  }
  count_forgotten();
  const auto ordered = moderated_.find(room_name);
  if (ordered != moderated_.end())
    self_.send(room, msg::moderated{ordered->second});
  spdlog::debug("room.start room={} id={:x}", log_text(room_name), id.value);
  return rooms_.add(room_name, entry{room, id});
}

// -- rooms that end -----------------------------------------------------------

void directory::on_vacant(msg::vacant& offer) {
  const auto at = rooms_.find(offer.name);
  if (at == rooms_.end() || at->second.id != offer.room) return;
  // A request is on its way to the room.
  if (at->second.requests != offer.requests) return;
  self_.demonitor(at->second.room.untyped());
  self_.send(at->second.room, msg::retire{});
  rooms_.erase(at);
  if (actors_.rooms) actors_.rooms->leave();
  if (offer.position) keep(offer.name, *offer.position);
  spdlog::debug("room.retire room={} id={:x}", log_text(offer.name),
                offer.room.value);
}

void directory::on_finish(const msg::finish& request) {
  finishing_ = true;
  finish_answer_to_ = request.answer_to;
  // One more than there are rooms: the answer below counts as ours.
  unfinished_ = rooms_.size() + 1;
  const auto self = caf::actor_cast<caf::actor>(&self_);
  for (auto& [room_name, room] : rooms_)
    self_.send(room.room, msg::finish{self});
  on_room_finished();
}

void directory::on_room_finished() {
  if (unfinished_ > 0 && --unfinished_ == 0)
    self_.send(finish_answer_to_, msg::done{drain_step::finish});
}

void directory::on_exit(const caf::exit_msg& exit) {
  for (const auto& [room_name, room] : rooms_)
    self_.send_exit(room.room.untyped(), exit.reason);
  if (actors_.rooms)
    for (std::size_t i = 0; i < rooms_.size() + parting_.size(); ++i)
      actors_.rooms->leave();
  rooms_.clear();
  self_.quit(exit.reason);
}

// A room in the table has died of an exception: a room that retires is not
// monitored any more. Its members come back to a new room, which has a new
// epoch.
void directory::on_down(const caf::down_msg& down) {
  const auto parted = parting_.find(down.source.id());
  if (parted != parting_.end()) {
    self_.send(parted->second.answer_to, msg::handed_over{parted->first, {}});
    parting_.erase(parted);
    if (actors_.rooms) actors_.rooms->leave();
    return;
  }
  const auto dead = rooms_.find(down.source.id());
  if (dead == rooms_.end()) return;
  spdlog::error("room.died room={} id={:x}", log_text(dead->first),
                dead->second.id.value);
  for (const auto& courier : actors_.couriers)
    self_.send(courier, msg::evict{dead->second.id});
  rooms_.erase(dead);
  if (actors_.rooms) actors_.rooms->leave();
  if (finishing_) on_room_finished();
}

}  // namespace parley
