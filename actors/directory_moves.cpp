// SPDX-License-Identifier: Apache-2.0
// Rooms that do not run: the directory answers for them, and keeps their
// positions for this node and others.
#include "actors/directory.hpp"
#include "actors/room_state.hpp"
#include "room/epoch.hpp"

#include <type_traits>
#include <utility>

namespace parley {

// -- questions ----------------------------------------------------------------

bool directory::answer_without_room(const msg::to_room& request) {
  if (!has_rooms_) return false;
  return std::visit(
      [&]<class Op>(const msg::asked<Op>& asked) {
        if constexpr (std::is_same_v<Op, op::part>) {
          return true;  // nobody is in the room
        } else if constexpr (requires { answer_to(request, asked); }) {
          auto answer = answer_to(request, asked);
          if (!answer) return false;
          if (const auto& to = asked.answer_to; to.who)
            self_.send(to.who,
                       msg::room_answer{to.tag, widened(std::move(*answer))});
          return true;
        } else {
          return false;
        }
      },
      request.request);
}

directory::found<op::presence> directory::answer_to(const msg::to_room&,
                                                    const op::presence&) {
  return present{};
}

directory::found<op::count> directory::answer_to(const msg::to_room&,
                                                 const op::count&) {
  return head_count{};
}

// The answer has a position that is kept, so it costs as much as a new room.
directory::found<op::history> directory::answer_to(const msg::to_room& request,
                                                   const op::history& asked) {
  if (history_here(request.room))
    if (const auto why = forbids_new(request)) return *why;
  const auto* options = actors_.rules->find(request.room);
  if (!options || !options->has_history()) return reply_error::not_available;
  if (options->is_durable()) return std::nullopt;
  auto top = position_of(request.room, *options);
  if (!asked.epoch.empty() && asked.epoch != top.epoch)
    return reply_error::unrecoverable_position;
  return history_page{std::move(top), {}};
}

directory::found<op::clear> directory::answer_to(const msg::to_room& request,
                                                 const op::clear&) {
  const auto* options = actors_.rules->find(request.room);
  if (!options || !options->has_history()) return reply_error::not_available;
  if (options->is_durable()) return std::nullopt;
  return cleared{position_of(request.room, *options)};
}

const channel_options* directory::history_here(const std::string& room) const {
  const auto* options = actors_.rules->find(room);
  if (!options || !options->has_history() || options->is_durable())
    return nullptr;
  return options;
}

// A client that knows a position may come back with it, so it is kept, also for
// a room without publications.
stream_position directory::position_of(const std::string& room,
                                       const channel_options& options) {
  const auto now = actors_.now();
  auto known = positions_.use(room, now);
  count_forgotten();
  if (known) return std::move(known->at);
  const remembered_position first{
      .at = {0, new_epoch()}, .version = {}, .used = now};
  if (positions_.keep(room, first, options.history_meta_ttl))
    ++self_.where().traffic().positions_kept;
  count_forgotten();
  return first.at;
}

// -- positions ----------------------------------------------------------------

void directory::keep(const std::string& room, const remembered_position& what) {
  const auto* options = history_here(room);
  if (!options) return;
  if (positions_.keep(room, what, options->history_meta_ttl))
    ++self_.where().traffic().positions_kept;
  count_forgotten();
}

void directory::count_forgotten() {
  const auto all = positions_.forgotten();
  self_.where().traffic().positions_forgotten +=
      all - std::exchange(forgotten_, all);
}

// -- rooms that move to another node ------------------------------------------

// The room drops requests that are still on their way to it.
void directory::on_hand_over(const msg::hand_over& request) {
  const auto at = rooms_.find(request.room);
  if (at == rooms_.end()) {
    msg::handed_over answer{request.room, {}};
    if (auto known = positions_.take(request.room, actors_.now())) {
      ++self_.where().traffic().positions_taken;
      answer.state = known_of(std::move(*known));
    }
    count_forgotten();
    return self_.send(request.answer_to, std::move(answer));
  }
  auto closing = at->second;
  self_.send(closing.room,
             msg::hand_over{request.room, caf::actor_cast<caf::actor>(&self_)});
  rooms_.erase(at);
  closing.answer_to = request.answer_to;
  parting_.add(request.room, std::move(closing));
}

void directory::on_handed_over(msg::handed_over& answer) {
  const auto at = parting_.find(answer.room);
  if (at == parting_.end()) return;
  self_.send(at->second.answer_to, std::move(answer));
  self_.demonitor(at->second.room.untyped());
  parting_.erase(at);
  if (actors_.rooms) actors_.rooms->leave();
}

void directory::on_give_positions(const msg::give_positions& request) {
  msg::positions_given answer{.tag = request.tag, .rooms = {}, .next = {}};
  auto part = request.part;
  // Empty parts cost nothing, and most nodes have few rooms.
  while (part < remembered_positions::part_count &&
         positions_.part_size(part) == 0)
    ++part;
  if (part < remembered_positions::part_count) {
    answer.rooms = positions_.take_from(part, request.is_lost, actors_.now());
    self_.where().traffic().positions_taken += answer.rooms.size();
    count_forgotten();
    if (part + 1 < remembered_positions::part_count) answer.next = part + 1;
  }
  self_.send(request.answer_to, std::move(answer));
}

void directory::on_wake_room(const msg::wake_room& request) {
  const bool runs = rooms_.find(request.room) != rooms_.end();
  if (finishing_ || runs || forbids_more())
    self_.send(request.answer_to, msg::not_woken{request.room});
  else
    start_room(request.room);
}

// A position that is known here is newer: it came from a room that ran here.
void directory::on_remember(const msg::remember& notice) {
  if (rooms_.find(notice.room) != rooms_.end() ||
      positions_.knows(notice.room, actors_.now()))
    return;
  keep(notice.room, notice.what);
}

}  // namespace parley
