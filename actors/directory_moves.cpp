// Rooms that do not run: what the directory answers for them, and what it
// remembers of them here and for other nodes.
#include "actors/directory.hpp"
#include "actors/room_state.hpp"
#include "room/epoch.hpp"

#include <utility>

namespace parley {

// -- questions ----------------------------------------------------------------

bool directory::answer_without_room(const to_room& request) {
  if (!has_rooms_) return false;
  const auto& [room, asked, pays] = request;
  std::optional<room_outcome> found;
  const reply_address* asker = nullptr;
  if (const auto* presence = std::get_if<ask_presence>(&asked)) {
    asker = &presence->answer_to;
    found = present{};
  } else if (const auto* count = std::get_if<ask_head_count>(&asked)) {
    asker = &count->answer_to;
    found = head_count{room, 0, 0};
  } else if (const auto* history = std::get_if<ask_history>(&asked)) {
    asker = &history->answer_to;
    if (history_here(room))
      if (const auto why = forbids_new(request)) found = *why;
    if (!found) found = answer_of(room, *history);
  } else if (const auto* clear = std::get_if<clear_history>(&asked)) {
    asker = &clear->answer_to;
    found = answer_of(room, *clear);
  } else if (std::holds_alternative<part_relay>(asked)) {
    return true;  // nobody is in it
  }
  if (!found) return false;
  if (asker->who)
    self_.send(asker->who, room_answer{asker->tag, std::move(*found)});
  return true;
}

std::optional<room_outcome> directory::answer_of(const std::string& room,
                                                 const ask_history& asked) {
  const auto* options = actors_.rules->find(room);
  if (!options || !options->has_history()) return reply_error::not_available;
  if (options->is_durable()) return std::nullopt;
  auto top = position_of(room, *options);
  if (!asked.epoch.empty() && asked.epoch != top.epoch)
    return reply_error::unrecoverable_position;
  return history_page{std::move(top), {}};
}

std::optional<room_outcome> directory::answer_of(const std::string& room,
                                                 const clear_history&) {
  const auto* options = actors_.rules->find(room);
  if (!options || !options->has_history()) return reply_error::not_available;
  if (options->is_durable()) return std::nullopt;
  return history_page{position_of(room, *options), {}};
}

const channel_options* directory::history_here(const std::string& room) const {
  const auto* options = actors_.rules->find(room);
  if (!options || !options->has_history() || options->is_durable())
    return nullptr;
  return options;
}

// Who is told of a position may come back with it: it is remembered, also that
// of a room in which nothing was published.
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

// Its requests that are on their way yet are refused by it.
void directory::on_hand_over(const hand_over& request) {
  const auto at = rooms_.find(request.room);
  if (at == rooms_.end()) {
    handed_over answer{request.room, {}};
    if (auto known = positions_.take(request.room, actors_.now())) {
      ++self_.where().traffic().positions_taken;
      answer.state = known_of(std::move(*known));
    }
    count_forgotten();
    return self_.send(request.answer_to, std::move(answer));
  }
  auto closing = at->second;
  self_.send(closing.room,
             hand_over{request.room, caf::actor_cast<caf::actor>(&self_)});
  rooms_.erase(at);
  closing.answer_to = request.answer_to;
  parting_.add(request.room, std::move(closing));
}

void directory::on_handed_over(handed_over& answer) {
  const auto at = parting_.find(answer.room);
  if (at == parting_.end()) return;
  self_.send(at->second.answer_to, std::move(answer));
  self_.demonitor(at->second.room);
  parting_.erase(at);
  if (actors_.rooms) actors_.rooms->leave();
}

void directory::on_give_positions(const give_positions& request) {
  positions_given answer{.tag = request.tag, .rooms = {}, .next = {}};
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

void directory::on_wake_room(const wake_room& request) {
  const bool runs = rooms_.find(request.room) != rooms_.end();
  if (finishing_ || runs || forbids_more())
    self_.send(request.answer_to, not_woken{request.room});
  else
    start_room(request.room);
}

// What is known here is newer: it came from a room that ran here.
void directory::on_remember(const remember& notice) {
  if (rooms_.find(notice.room) != rooms_.end() ||
      positions_.knows(notice.room, actors_.now()))
    return;
  keep(notice.room, notice.what);
}

}  // namespace parley
