// SPDX-License-Identifier: Apache-2.0
// The output of a room as relays of other nodes read it: concatenated messages
// of protocol/peer. Pure.
#pragma once

#include "protocol/peer/peer_codec.hpp"
#include "room/connection.hpp"
#include "room/draft.hpp"

#include <string>

namespace parley {

void put(peer::Version& to, const data_version& from);

/// A publication with all that belongs to it.
void put(peer::Said& to, const draft& from);
draft draft_of(const peer::Said& from);

/// One event each, encoded.
std::string said_event(const draft& shown);
std::string cleared_event();
std::string joined_event(const connection& who);
std::string left_event(const connection& who);

/// The member of `joined` and `left`. Such a record has no id and no lane.
connection announced(const peer::Announced& from);

}  // namespace parley
