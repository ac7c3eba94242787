// SPDX-License-Identifier: Apache-2.0
// A room in a cluster: its relays, and its move to another node.
#include "actors/room_actor.hpp"
#include "actors/room_state.hpp"

#include <utility>

namespace parley {

namespace {

/// Whether `known` continues `since` without a gap. A relay that attached
/// before the first publication knows no epoch.
bool ends_at(const stream_position& since, const stored_room& known) {
  return (since.epoch.empty() || since.epoch == known.end.epoch) &&
         since.offset + known.newest.size() == known.end.offset;
}

}  // namespace

void room_actor::on(const msg::asked<op::attach>& request) {
  relays_.insert(request.relay);
  voice_.send_out_now();
  const auto now = actors_.now();
  // The epoch begins before the first publication: an owner that continues from
  // this relay's state has to know it too.
  if (room_.past().enabled()) room_.past().top(now);
  // A lost message may have been the renewal of a member's info.
  for (const auto& each : request.members)
    if (!room_.seat(each.id, each.wish, now) && each.wish.info)
      room_.renew(each.id, each.wish.info);
  attached answer{.id = id_};
  if (request.since) {
    answer.known = known_of(room_, request.since->offset);
    answer.recovered = ends_at(*request.since, answer.known);
  }
  if (!answer.recovered) answer.known = known_of(room_);
  voice_.answer(request.answer_to, std::move(answer));
}

void room_actor::on(const msg::asked<op::part>& request) {
  for (const auto id : request.members) on_leave({id, nullptr});
  if (request.detach) relays_.erase(request.relay);
}

void room_actor::on_hand_over(const msg::hand_over& request) {
  if (phase_ == phase::open) phase_ = phase::leaving;
  close_when_saved([this, answer_to = request.answer_to] {
    msg::handed_over answer{room_.name(), {}};
    if (!room_.options().is_durable()) answer.state = known_of(room_);
    self_.send(answer_to, std::move(answer));
    self_.quit();
  });
}

}  // namespace parley
