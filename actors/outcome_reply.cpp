#include "actors/api_replies.hpp"

#include "protocol/centrifuge/api_codec.hpp"
#include "protocol/centrifuge/push.hpp"

#include <string>
#include <variant>

namespace parley {

namespace {

using centrifuge::api::Reply;

template <class Outcome, class Fill>
Reply reply_of(const room_outcome& outcome, Fill fill) {
  if (const auto* found = std::get_if<Outcome>(&outcome)) {
    Reply out;
    fill(*found, out);
    return out;
  }
  const auto* error = std::get_if<reply_error>(&outcome);
  return failure(error ? *error : reply_error::internal);
}

}  // namespace

Reply failure(reply_error code) {
  Reply out;
  centrifuge::set_error(*out.mutable_error(), code);
  return out;
}

Reply published_reply(const room_outcome& outcome) {
  return reply_of<published>(outcome, [](const auto& found, auto& out) {
    out.mutable_publish()->set_offset(found.position.offset);
    out.mutable_publish()->set_epoch(found.position.epoch);
  });
}

Reply presence_reply(const room_outcome& outcome) {
  return reply_of<present>(outcome, [](const auto& found, auto& out) {
    auto& members = *out.mutable_presence()->mutable_presence();
    for (const auto& each : found.connections)
      centrifuge::put(*each, centrifuge::format::json, members[each->client]);
  });
}

Reply head_count_reply(const room_outcome& outcome) {
  return reply_of<head_count>(outcome, [](const auto& found, auto& out) {
    auto& stats = *out.mutable_presence_stats();
    stats.set_num_clients(static_cast<std::uint32_t>(found.connections));
    stats.set_num_users(static_cast<std::uint32_t>(found.users));
  });
}

Reply history_reply(const room_outcome& outcome) {
  return reply_of<history_page>(outcome, [](const auto& page, auto& out) {
    auto& result = *out.mutable_history();
    result.set_epoch(page.top.epoch);
    result.set_offset(page.top.offset);
    for (const auto& each : page.publications)
      centrifuge::put(*each, centrifuge::format::json,
                      *result.add_publications());
  });
}

Reply cleared_reply(const room_outcome& outcome) {
  return reply_of<history_page>(
      outcome, [](const auto&, auto& out) { out.mutable_history_remove(); });
}

}  // namespace parley
