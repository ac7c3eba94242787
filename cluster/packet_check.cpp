// SPDX-License-Identifier: Apache-2.0
#include "cluster/packet_check.hpp"

#include "cluster/view.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace parley::cluster {

namespace {

bool is_room(const std::string& name) {
  return !name.empty() && name.size() <= peer_room_name_size;
}

bool is_position(const peer::Position& at) {
  return at.offset() <= peer_offset;
}

bool is_said(const peer::Said& said) {
  return said.tags_size() <= peer_tags && is_position(said.at());
}

template <class All>
bool are_said(const All& all) {
  return all.size() <= peer_publications && std::ranges::all_of(all, is_said);
}

/// The newest part has no gaps and ends at the end: positions are assigned and
/// looked up by that.
bool is_state(const peer::State& state) {
  if (!is_position(state.end()) || !are_said(state.newest()) ||
      state.keys_size() > peer_publications)
    return false;
  const auto count = static_cast<std::uint64_t>(state.newest_size());
  if (count > state.end().offset()) return false;
  auto next = state.end().offset() - count;
  return std::ranges::all_of(state.newest(), [&](const peer::Said& each) {
    return each.at().offset() == ++next;
  });
}

bool is_legacy(const peer::Legacy& legacy) {
  return is_room(legacy.room()) && is_state(legacy.state());
}

bool is_wish(const peer::Wish& wish) {
  switch (wish.what_case()) {
    case peer::Wish::kAttach:
      return wish.attach().members_size() <= peer_members &&
             is_position(wish.attach().since());
    case peer::Wish::kJoin:
      return wish.join().has_member();  // a client says what to recover from
    case peer::Wish::kPublish:
      return wish.publish().has_said() && is_said(wish.publish().said());
    case peer::Wish::kLeave:
    case peer::Wish::kPresence:
    case peer::Wish::kHeadCount:
    case peer::Wish::kHistory:
    case peer::Wish::kClear:
    case peer::Wish::kDetach:
    case peer::Wish::kRenew:
      return true;
    case peer::Wish::WHAT_NOT_SET:
      return false;
  }
  return false;
}

bool is_answer(const peer::Answer& answer) {
  switch (answer.outcome_case()) {
    case peer::Answer::kError: {
      constexpr std::uint32_t most = 999;
      return answer.error() > 0 && answer.error() <= most;
    }
    case peer::Answer::kAttached:
      return is_state(answer.attached().state());
    case peer::Answer::kAdmitted:
      return is_position(answer.admitted().top()) &&
             are_said(answer.admitted().publications());
    case peer::Answer::kPublished:
      return is_position(answer.published());
    case peer::Answer::kPresent:
      return answer.present().connections_size() <= peer_members;
    case peer::Answer::kPage:
      return is_position(answer.page().top()) &&
             are_said(answer.page().publications());
    case peer::Answer::kHeadCount:
    case peer::Answer::kNoted:
      return true;
    case peer::Answer::OUTCOME_NOT_SET:
      return false;
  }
  return false;
}

/// It has the publications that a member has missed, from its requested
/// position on.
bool is_recovery(const peer::Arrival& in) {
  return in.recovered() || !in.publications().empty();
}

/// One that may be sent to a client (RFC 6455 section 7.4).
bool is_close_code(std::uint32_t code) {
  const bool is_of_the_protocol = code >= 1'000 && code <= 1'011 &&
                                  code != 1'004 && code != 1'005 &&
                                  code != 1'006;
  return is_of_the_protocol || (code >= 3'000 && code <= 4'999);
}

}  // namespace

bool is_well_formed(const peer::Event& event) {
  switch (event.what_case()) {
    case peer::Event::kSaid:
      return is_said(event.said());
    case peer::Event::kAnswer:
      return is_answer(event.answer());
    case peer::Event::kDismissed:
      return is_close_code(event.dismissed().code());
    case peer::Event::kJoined:
    case peer::Event::kLeft:
    case peer::Event::kCleared:
    case peer::Event::kTurnedOut:
    case peer::Event::kRestarted:
      return true;
    case peer::Event::WHAT_NOT_SET:
      return false;
  }
  return false;
}

bool is_well_formed(const peer::Packet& packet) {
  if (!is_node_name(packet.node()) || packet.process() == 0) return false;
  switch (packet.what_case()) {
    case peer::Packet::kToOwner: {
      const auto& wishes = packet.to_owner().wishes();
      return is_room(packet.to_owner().room()) && !wishes.empty() &&
             wishes.size() <= peer_wishes &&
             std::ranges::all_of(wishes, is_wish);
    }
    case peer::Packet::kFromOwner:
      return is_room(packet.from_owner().room()) &&
             packet.from_owner().except_size() <= peer_members;
    case peer::Packet::kLegacy:
      return is_legacy(packet.legacy());
    case peer::Packet::kLegacies:
      return packet.legacies().rooms_size() <= peer_legacies &&
             std::ranges::all_of(packet.legacies().rooms(), is_legacy);
    case peer::Packet::kYield:
      return is_room(packet.yield().room());
    case peer::Packet::kYielded:
      return is_room(packet.yielded().room()) &&
             is_state(packet.yielded().state());
    case peer::Packet::kPiece:
      return !packet.piece().bytes().empty();
    case peer::Packet::kApiCall:
      return packet.api_call().has_order() !=
             !packet.api_call().command().empty();
    case peer::Packet::kSettled:
    case peer::Packet::kApiAnswer:
    case peer::Packet::kEcho:
    case peer::Packet::kEmulated:
      return true;
    case peer::Packet::WHAT_NOT_SET:
      return false;
  }
  return false;
}

bool is_answer_to(const peer::Wish& wish, const peer::Answer& answer) {
  if (answer.has_error()) return true;
  switch (wish.what_case()) {
    case peer::Wish::kAttach:
      return answer.has_attached();
    case peer::Wish::kJoin:
      return answer.has_admitted() &&
             (wish.join().has_recover() || !is_recovery(answer.admitted()));
    case peer::Wish::kPublish:
    case peer::Wish::kLeave:
    case peer::Wish::kClear:
      return answer.has_published();
    case peer::Wish::kPresence:
      return answer.has_present();
    case peer::Wish::kHeadCount:
      return answer.has_head_count();
    case peer::Wish::kHistory:
      return answer.has_page();
    case peer::Wish::kDetach:
    case peer::Wish::kRenew:
    case peer::Wish::WHAT_NOT_SET:
      return false;
  }
  return false;
}

}  // namespace parley::cluster
