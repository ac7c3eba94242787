// SPDX-License-Identifier: Apache-2.0
#include "cluster/state_codec.hpp"

#include "room/peer_events.hpp"

#include <utility>
#include <variant>

namespace parley::cluster {

namespace {

data_version version_of(const peer::Version& from) {
  return {from.number(), from.epoch()};
}

template <class Publications>
void put_all(Publications& to, const std::vector<publication_ptr>& from) {
  for (const auto& each : from) peer::put(*to.Add(), *each);
}

template <class Publications>
std::vector<publication_ptr> publications_of(const Publications& from) {
  std::vector<publication_ptr> out;
  for (const auto& each : from)
    out.push_back(
        std::make_shared<const publication>(peer::publication_of(each)));
  return out;
}

struct writer {
  peer::Answer& to;

  void operator()(reply_error why) const {
    to.set_error(static_cast<std::uint32_t>(why));
  }
  void operator()(const admitted& in) const {
    auto& out = *to.mutable_admitted();
    peer::put(*out.mutable_top(), in.found.top);
    out.set_recovered(in.found.recovered);
    put_all(*out.mutable_publications(), in.found.publications);
    out.set_name(in.name);
  }
  void operator()(const attached& in) const {
    auto& out = *to.mutable_attached();
    out.set_recovered(in.recovered);
    put(*out.mutable_state(), in.known);
  }
  void operator()(const published& at) const {
    peer::put(*to.mutable_published(), at.position);
  }
  void operator()(const present& found) const {
    auto& out = *to.mutable_present();
    for (const auto& each : found.connections)
      peer::put(*out.add_connections(), *each);
  }
  void operator()(const head_count& found) const {
    auto& out = *to.mutable_head_count();
    out.set_connections(found.connections);
    out.set_users(found.users);
  }
  void operator()(const cleared& done) const {
    peer::put(*to.mutable_page()->mutable_top(), done.top);
  }
  void operator()(const history_page& page) const {
    auto& out = *to.mutable_page();
    peer::put(*out.mutable_top(), page.top);
    put_all(*out.mutable_publications(), page.publications);
  }
};

admitted admitted_of(const peer::Arrival& from) {
  admitted in;
  in.found.top = peer::position_of(from.top());
  in.found.recovered = from.recovered();
  in.found.publications = publications_of(from.publications());
  in.name = from.name();
  return in;
}

present present_of(const peer::Present& from) {
  present found;
  for (const auto& each : from.connections())
    found.connections.push_back(peer::client_of(each));
  return found;
}

}  // namespace

// -- what is remembered -------------------------------------------------------

void put(peer::State& to, const stored_room& from) {
  peer::put(*to.mutable_end(), from.end);
  to.set_used_ms(peer::to_ms(from.used));
  parley::put(*to.mutable_version(), from.version);
  for (const auto& each : from.newest) {
    auto& out = *to.add_newest();
    peer::put(out, *each.said);
    out.mutable_at()->set_epoch(from.end.epoch);
    out.set_time_ms(peer::to_ms(each.at));
    out.set_name(spoken_name(each.said->info.get()));
  }
  for (const auto& each : from.keys) {
    auto& out = *to.add_keys();
    out.set_key(each.key);
    out.set_offset(each.offset);
    out.set_time_ms(peer::to_ms(each.at));
  }
}

stored_room state_of(const peer::State& from) {
  stored_room out{.end = peer::position_of(from.end()),
                  .used = peer::from_ms(from.used_ms()),
                  .version = version_of(from.version()),
                  .newest = {},
                  .keys = {}};
  for (const auto& each : from.newest())
    out.newest.push_back(
        {std::make_shared<const publication>(peer::publication_of(each)),
         peer::from_ms(each.time_ms())});
  for (const auto& each : from.keys())
    out.keys.push_back(
        {each.key(), each.offset(), peer::from_ms(each.time_ms())});
  return out;
}

// -- what is asked for --------------------------------------------------------

void put(peer::Member& to, const join_wish& from) {
  to.set_name(from.name);
  if (from.info) peer::put(*to.mutable_info(), *from.info);
  to.set_shared_name(from.shared_name);
  to.set_announced(from.announced);
}

join_wish wish_of(const peer::Member& from) {
  join_wish wish{.name = from.name(),
                 .reads = lane::peer,
                 .info = {},
                 .shared_name = from.shared_name(),
                 .announced = from.announced()};
  if (from.has_info()) wish.info = peer::client_of(from.info());
  return wish;
}

op::publish publish_of(const peer::Publish& from) {
  op::publish out;
  out.wish.said = peer::publication_of(from.said());
  out.wish.skip_history = from.skip_history();
  out.wish.idempotency_key = from.said().key();
  out.wish.version = version_of(from.said().version());
  out.exclude_user = from.exclude_user();
  out.exclude_client = from.exclude_client();
  return out;
}

op::history question_of(const peer::History& from) {
  op::history out{.query = {.limit = static_cast<std::size_t>(from.limit()),
                            .since = {},
                            .reverse = from.reverse()},
                  .epoch = from.epoch()};
  if (from.has_since()) out.query.since = from.since();
  return out;
}

// -- answers ------------------------------------------------------------------

void put(peer::Answer& to, const room_outcome& from) {
  std::visit(writer{to}, from);
}

room_outcome outcome_of(const peer::Answer& from) {
  switch (from.outcome_case()) {
    case peer::Answer::kError:
      return static_cast<reply_error>(from.error());
    case peer::Answer::kAdmitted:
      return admitted_of(from.admitted());
    case peer::Answer::kAttached:
      return attached{.id = {},
                      .recovered = from.attached().recovered(),
                      .known = state_of(from.attached().state())};
    case peer::Answer::kPublished:
      return published{peer::position_of(from.published())};
    case peer::Answer::kPresent:
      return present_of(from.present());
    case peer::Answer::kHeadCount:
      return head_count{from.head_count().connections(),
                        from.head_count().users()};
    case peer::Answer::kPage:
      return history_page{peer::position_of(from.page().top()),
                          publications_of(from.page().publications())};
    case peer::Answer::kNoted:  // the relay's own business
    case peer::Answer::OUTCOME_NOT_SET:
      break;
  }
  return reply_error::internal;
}

}  // namespace parley::cluster
