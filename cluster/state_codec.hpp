// SPDX-License-Identifier: Apache-2.0
// What rooms remember and answer, as it goes from node to node. Pure.
#pragma once

#include "actors/room_messages.hpp"
#include "protocol/peer/peer_codec.hpp"
#include "store/record.hpp"

#include <string>

namespace parley::cluster {

void put(peer::State& to, const stored_room& from);
stored_room state_of(const peer::State& from);

/// A member of a relay, and back to what it asked for.
void put(peer::Member& to, const join_wish& from);
join_wish wish_of(const peer::Member& from);

/// The owner's side: a publication and a question as the room is asked.
op::history question_of(const peer::History& from);
op::publish publish_of(const peer::Publish& from);

void put(peer::Answer& to, const room_outcome& from);
/// The relay's side. A cleared history is an empty page.
room_outcome outcome_of(const peer::Answer& from);

}  // namespace parley::cluster
