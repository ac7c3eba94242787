#include "actors/directory.hpp"

#include "actors/room_actor.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <caf/system_messages.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace parley {

directory::directory(pinned& self, const topology& actors)
    : directory(self, actors,
                [&actors](home& where, caf::actor starter, room_id id,
                          std::string room_name) {
                  return spawn_pinned<room_actor>(where, actors,
                                                  std::move(starter), id,
                                                  std::move(room_name));
                }) {}

directory::directory(pinned& self, const topology& actors,
                     room_source spawn_room)
    : self_(self), actors_(actors), spawn_room_(std::move(spawn_room)) {
  self_.set_down_handler([this](caf::down_msg& down) { on_down(down); });
  self_.set_exit_handler([this](caf::exit_msg& exit) { on_exit(exit); });
}

caf::behavior directory::make_behavior() {
  return {
      [this](to_room& request) { on_to_room(request); },
      [this](const moderate& request) { on_moderate(request); },
      [this](const list_rooms& request) { on_list_rooms(request); },
      [this](const vacant& offer) { on_vacant(offer); },
      [this](const hand_over& request) { on_hand_over(request); },
      [this](handed_over& answer) { on_handed_over(answer); },
      [this](const finish& request) { on_finish(request); },
      [this](const done&) { on_room_finished(); },
  };
}

void directory::on_to_room(to_room& to) {
  if (finishing_) {
    std::visit([this](const auto& request) { refuse(request.answer_to); },
               to.request);
    return;
  }
  const auto known = rooms_.find(to.room);
  auto& room = known == rooms_.end() ? start_room(to.room) : known->second;
  ++room.requests;
  self_.send(room.room, passed_on{std::move(to.request)});
}

void directory::refuse(const reply_address& asker) {
  if (asker.who)
    self_.send(asker.who, room_answer{asker.tag, reply_error::internal});
}

void directory::on_moderate(const moderate& request) {
  const auto& room_name = request.order.room;
  auto [at, is_new] = moderated_.try_emplace(room_name);
  const bool has_place = !is_new || moderated_.size() <= moderated_rooms;
  const bool applied = has_place && at->second.apply(request.order);
  const auto now = at->second;
  if (!now.is_needed()) moderated_.erase(at);
  const auto& asker = request.answer_to;
  if (!applied)
    return self_.send(asker.who,
                      room_answer{asker.tag, reply_error::limit_exceeded});
  spdlog::info("room.moderate room={} closed={} frozen={} muted={}",
               log_text(room_name), now.closed, now.frozen, now.muted.size());
  const auto room = rooms_.find(room_name);
  if (room != rooms_.end()) self_.send(room->second.room, moderated{now});
  self_.send(asker.who, room_answer{asker.tag, present{}});
}

void directory::on_list_rooms(const list_rooms& request) {
  room_list list{request.answer_to.tag, {}};
  for (const auto& [room_name, room] : rooms_) list.names.push_back(room_name);
  self_.send(request.answer_to.who, std::move(list));
}

directory::entry& directory::start_room(const std::string& room_name) {
  const room_id id{
      connection_id::make(self_.where().index(), started_++).value};
  auto room = spawn_room_(self_.where(), caf::actor_cast<caf::actor>(&self_),
                          id, room_name);
  self_.monitor(room);
  const auto ordered = moderated_.find(room_name);
  if (ordered != moderated_.end()) self_.send(room, moderated{ordered->second});
  spdlog::debug("room.start room={} id={:x}", log_text(room_name), id.value);
  return rooms_.emplace(room_name, entry{room, id}).first->second;
}

void directory::on_vacant(const vacant& offer) {
  const auto at = rooms_.find(offer.name);
  if (at == rooms_.end() || at->second.id != offer.room) return;
  // Somebody is on the way in.
  if (at->second.requests != offer.requests) return;
  self_.send(at->second.room, retire{});
  rooms_.erase(at);
  spdlog::debug("room.retire room={} id={:x}", log_text(offer.name),
                offer.room.value);
}

// Its requests that are on their way yet are refused by it.
void directory::on_hand_over(const hand_over& request) {
  const auto at = rooms_.find(request.room);
  if (at == rooms_.end())
    return self_.send(request.answer_to, handed_over{request.room, {}});
  const auto& room = at->second.room;
  self_.send(room,
             hand_over{request.room, caf::actor_cast<caf::actor>(&self_)});
  parting_.push_back({request.room, room, request.answer_to});
  rooms_.erase(at);
}

void directory::on_handed_over(handed_over& answer) {
  const auto at = std::ranges::find(parting_, answer.room, &parting::name);
  if (at == parting_.end()) return;
  self_.send(at->answer_to, std::move(answer));
  parting_.erase(at);
}

void directory::on_finish(const finish& request) {
  finishing_ = true;
  finish_answer_to_ = request.answer_to;
  // One more than there are rooms: the answer below counts as ours.
  unfinished_ = rooms_.size() + 1;
  const auto self = caf::actor_cast<caf::actor>(&self_);
  for (auto& [room_name, room] : rooms_) self_.send(room.room, finish{self});
  on_room_finished();
}

void directory::on_room_finished() {
  if (unfinished_ > 0 && --unfinished_ == 0)
    self_.send(finish_answer_to_, done{drain_step::finish});
}

void directory::on_exit(const caf::exit_msg& exit) {
  for (const auto& [room_name, room] : rooms_)
    self_.send_exit(room.room, exit.reason);
  rooms_.clear();
  self_.quit(exit.reason);
}

// A room that was retired is not in the table any more; one that is has died of
// an exception. Its members come back to a new one.
void directory::on_down(const caf::down_msg& down) {
  const auto parted = std::ranges::find_if(parting_, [&](const auto& each) {
    return each.room.address() == down.source;
  });
  if (parted != parting_.end()) {
    self_.send(parted->answer_to, handed_over{parted->name, {}});
    parting_.erase(parted);
    return;
  }
  const auto dead = std::ranges::find_if(rooms_, [&](const auto& room) {
    return room.second.room.address() == down.source;
  });
  if (dead == rooms_.end()) return;
  spdlog::error("room.died room={} id={:x}", log_text(dead->first),
                dead->second.id.value);
  for (const auto& courier : actors_.couriers)
    self_.send(courier, evict{dead->second.id});
  rooms_.erase(dead);
  if (finishing_) on_room_finished();
}

}  // namespace parley
