// What rooms answer, as replies of the server API.
#pragma once

#include "actors/room_messages.hpp"
#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/reply_error.hpp"

namespace parley {

centrifuge::api::Reply failure(reply_error code);

/// For methods whose result is empty; `member` puts it in.
template <class Member>
centrifuge::api::Reply done_reply(Member member) {
  centrifuge::api::Reply out;
  (out.*member)();
  return out;
}

// Each gives the room's error when there is one.
centrifuge::api::Reply published_reply(const room_outcome& outcome);
centrifuge::api::Reply presence_reply(const room_outcome& outcome);
centrifuge::api::Reply head_count_reply(const room_outcome& outcome);
centrifuge::api::Reply history_reply(const room_outcome& outcome);
centrifuge::api::Reply cleared_reply(const room_outcome& outcome);

}  // namespace parley
