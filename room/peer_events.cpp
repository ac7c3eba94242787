// SPDX-License-Identifier: Apache-2.0
#include "room/peer_events.hpp"

#include <memory>
#include <utility>

namespace parley {

namespace {

template <class Fill>
std::string encoded(Fill fill) {
  peer::Events one;
  fill(*one.add_events());
  return one.SerializeAsString();
}

void put(peer::Announced& to, const connection& from) {
  to.set_name(from.who.name);
  put(*to.mutable_info(), *info_of(from));
}

}  // namespace

void put(peer::Version& to, const data_version& from) {
  to.set_number(from.number);
  to.set_epoch(from.epoch);
}

void put(peer::Said& to, const draft& from) {
  put(to, *from.said);
  to.mutable_at()->set_epoch(from.position.epoch);
  to.set_time_ms(peer::to_ms(from.at));
  to.set_name(from.name);
  to.set_key(from.idempotency_key);
  put(*to.mutable_version(), from.version);
}

draft draft_of(const peer::Said& from) {
  const bool is_kept = from.at().offset() > 0;
  return {
      .becomes = is_kept ? draft::fate::keep : draft::fate::show,
      .said = std::make_shared<const publication>(peer::publication_of(from)),
      .name = from.name(),
      .idempotency_key = from.key(),
      .position = peer::position_of(from.at()),
      .version = {from.version().number(), from.version().epoch()},
      .at = peer::from_ms(from.time_ms())};
}

std::string said_event(const draft& shown) {
  return encoded([&](auto& event) { put(*event.mutable_said(), shown); });
}

std::string cleared_event() {
  return encoded([](auto& event) { event.mutable_cleared(); });
}

std::string joined_event(const connection& who) {
  return encoded([&](auto& event) { put(*event.mutable_joined(), who); });
}

std::string left_event(const connection& who) {
  return encoded([&](auto& event) { put(*event.mutable_left(), who); });
}

connection announced(const peer::Announced& from) {
  connection who;
  who.who.name = from.name();
  who.info = peer::client_of(from.info());
  return who;
}

}  // namespace parley
