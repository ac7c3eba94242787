// SPDX-License-Identifier: Apache-2.0
// What rooms answer, as replies of the client protocol and of the server API.
// Both have the same results and differ in what an error and a publication
// show.
#pragma once

#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/push.hpp"
#include "protocol/centrifuge/reply_error.hpp"
#include "room/contract.hpp"

#include <cstdint>
#include <variant>

namespace parley {

// -- errors -------------------------------------------------------------------

void put(reply_error code, centrifuge::Reply& to);
void put(reply_error code, centrifuge::api::Reply& to);

centrifuge::api::Reply failure(reply_error code);

/// For methods whose result is empty; `member` puts it in.
template <class Member>
centrifuge::api::Reply done_reply(Member member) {
  centrifuge::api::Reply out;
  (out.*member)();
  return out;
}

// -- answers ------------------------------------------------------------------

/// An SDK learns the position from the publication itself.
void put(const published& found, centrifuge::format f, centrifuge::Reply& to);
void put(const published& found, centrifuge::format f,
         centrifuge::api::Reply& to);
/// Only the server API clears a history.
void put(const cleared& found, centrifuge::format f,
         centrifuge::api::Reply& to);

template <class Reply>
void put(const present& found, centrifuge::format f, Reply& to) {
  auto& members = *to.mutable_presence()->mutable_presence();
  for (const auto& each : found.connections)
    centrifuge::put(*each, f, members[each->client]);
}

template <class Reply>
void put(const head_count& found, centrifuge::format, Reply& to) {
  auto& result = *to.mutable_presence_stats();
  result.set_num_clients(static_cast<std::uint32_t>(found.connections));
  result.set_num_users(static_cast<std::uint32_t>(found.users));
}

template <class Reply>
void put(const history_page& found, centrifuge::format f, Reply& to) {
  auto& result = *to.mutable_history();
  result.set_epoch(found.top.epoch);
  result.set_offset(found.top.offset);
  for (const auto& each : found.publications)
    centrifuge::put(*each, f, *result.add_publications());
}

/// The answer or the error.
template <class Reply, class Answer>
Reply reply_of(const std::variant<reply_error, Answer>& found,
               centrifuge::format f) {
  Reply out;
  if (const auto* answer = std::get_if<Answer>(&found))
    put(*answer, f, out);
  else
    put(std::get<reply_error>(found), out);
  return out;
}

}  // namespace parley
