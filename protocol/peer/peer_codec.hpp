// SPDX-License-Identifier: Apache-2.0
// Conversion between rooms' data and the messages of cluster nodes. Pure;
// messages from another node have been parsed by then and are as trustworthy as
// that node.
#pragma once

#include "protocol/peer/peer.pb.h"
#include "protocol/publication.hpp"

#include <chrono>
#include <cstdint>

namespace parley::peer {

using time_point = std::chrono::system_clock::time_point;

/// Whole milliseconds since 1970. Earlier times and times after 2200 become the
/// nearest of the two.
std::int64_t to_ms(time_point at);
time_point from_ms(std::int64_t ms);

void put(Position& to, const stream_position& from);
stream_position position_of(const Position& from);

void put(Client& to, const client_info& from);
client_info_ptr client_of(const Client& from);

/// The publication alone: its epoch, time, name and key are the caller's.
void put(Said& to, const publication& from);
publication publication_of(const Said& from);

}  // namespace parley::peer
