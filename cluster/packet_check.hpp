// SPDX-License-Identifier: Apache-2.0
// Whether a node could have sent a packet: otherwise code that acts on it would
// find missing, misplaced or excess fields. Pure.
#pragma once

#include "protocol/peer/peer.pb.h"

#include <cstddef>
#include <cstdint>

namespace parley::cluster {

/// Bytes of a room's name; cf. channel.max_length.
inline constexpr std::size_t peer_room_name_size = 1'024;
/// Rooms of which one packet hands over the positions.
inline constexpr int peer_legacies = 1'000;
/// Wishes of one packet; nodes send one.
inline constexpr int peer_wishes = 64;
/// Members of one relay, and connections of one room, in one packet.
inline constexpr int peer_members = 1'000'000;
/// Publications and keys of idempotency in one packet.
inline constexpr int peer_publications = 1'000'000;
/// Tags of one publication.
inline constexpr int peer_tags = 10'000;
/// The highest offset of a room, which a double holds exactly: JSON does.
inline constexpr std::uint64_t peer_offset = 1ull << 53;

/// False: it is refused as a whole. A piece without bytes is invalid.
bool is_well_formed(const peer::Packet& packet);

/// The same for one event of an owner, which is encoded within a packet.
bool is_well_formed(const peer::Event& event);

/// Whether `answer` is one that `wish` can have.
bool is_answer_to(const peer::Wish& wish, const peer::Answer& answer);

}  // namespace parley::cluster
