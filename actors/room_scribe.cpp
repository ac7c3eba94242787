// SPDX-License-Identifier: Apache-2.0
#include "actors/room_scribe.hpp"

#include "actors/room_state.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"
#include "protocol/memory_use.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace parley {

room_scribe::room_scribe(pinned& self, const room_topology& actors,
                         room& subject, room_voice& voice)
    : self_(self), actors_(actors), room_(subject), voice_(voice) {}

// The room's actor ends. No other actor knows yet, so this message reaches the
// journal before the one that loads the next room of the name.
room_scribe::~room_scribe() {
  if (room_.options().is_durable() && actors_.journal)
    self_.send(*actors_.journal, msg::release_room{room_.name()});
}

// -- earlier publications -----------------------------------------------------

std::optional<state_source_ref> room_scribe::source() const {
  if (!room_.options().is_durable()) return actors_.state_source;
  return journal();
}

// The settings have no durable namespace without one.
const journal_ref& room_scribe::journal() const {
  assert(actors_.journal);
  return *actors_.journal;
}

void room_scribe::load(const state_source_ref& source) {
  const auto now = actors_.now();
  self_.send(source, msg::load_room{room_.name(),
                                    {.newest = room_.past().limits().size,
                                     .since = now - room_.past().limits().ttl,
                                     .keys_since = now - recent_keys::lifetime,
                                     .keys = recent_keys::capacity},
                                    caf::actor_cast<caf::actor>(&self_)});
}

bool room_scribe::on_loaded(msg::loaded& answer) {
  if (answer.failed) return false;
  if (!answer.found) return true;
  auto& found = *answer.found;
  spdlog::debug("room.load room={} epoch={} offset={}", log_text(room_.name()),
                log_text(found.end.epoch), found.end.offset);
  restore(room_, std::move(found));
  return true;
}

void room_scribe::read(const msg::asked<op::history>& request) {
  const auto now = actors_.now();
  const auto& options = room_.options();
  const auto& top = room_.past().top(now);
  store::range wanted{.limit = std::min(request.query.limit, stored_page_size),
                      .since = request.query.since,
                      .reverse = request.query.reverse,
                      .last = top.offset,
                      .said_since = now - options.history_ttl,
                      .bytes = request.query.bytes};
  if (top.offset > options.history_size)
    wanted.first = top.offset - options.history_size + 1;
  self_.send(journal(),
             msg::read_stored{room_.name(), wanted, top, request.answer_to});
}

// -- new publications ---------------------------------------------------------

void room_scribe::publish(msg::asked<op::publish>& request) {
  author by{.publisher = {std::move(request.answer_to),
                          std::move(request.exclude_user),
                          std::move(request.exclude_client)}};
  if (!has_place(by)) return;
  if (auto accepted = room_.accept(std::move(request.wish), actors_.now()))
    take(std::move(*accepted), std::move(by));
  else
    refuse(by, reply_error::internal);
}

void room_scribe::say(op::say& request) {
  author by{.speaker = request.id};
  if (!has_place(by)) return;
  if (auto accepted =
          room_.accept(request.id, std::move(request.text), actors_.now()))
    take(std::move(*accepted), std::move(by));
}

void room_scribe::clear(const msg::asked<op::clear>& request) {
  author by{.publisher = {.answer_to = request.answer_to}};
  if (!room_.past().enabled())
    refuse(by, reply_error::not_available);
  else if (has_place(by))
    take(room_.accept_clearing(actors_.now()), std::move(by));
}

bool room_scribe::has_place(const author& by) {
  const bool is_short_of_memory =
      room_.past().enabled() && memory_use::level() == memory_level::shedding;
  if (drafts_.size() < draft_queue_size && !is_short_of_memory) return true;
  refuse(by, reply_error::too_many_requests);
  return false;
}

void room_scribe::take(draft&& accepted, author&& by) {
  const bool has_to_wait =
      room_.options().is_durable() && (accepted.is_saved() || !is_idle());
  if (!has_to_wait) return voice_.show(std::move(accepted), by.publisher);
  drafts_.add(std::move(accepted));
  authors_.push_back(std::move(by));
  save_more();
}

void room_scribe::save_more() {
  show(drafts_.take_ready());
  const auto batch = drafts_.begin_batch();
  if (batch.empty()) return;
  self_.send(journal(),
             msg::save{changes_of(batch), caf::actor_cast<caf::actor>(&self_)});
}

// Consecutive publications are one change. A clearing ends it: publications
// after the clearing are the next change.
std::vector<change> room_scribe::changes_of(
    std::span<const draft> batch) const {
  const auto& options = room_.options();
  std::vector<change> changes;
  append_records* append = nullptr;
  for (const auto& each : batch) {
    if (each.becomes == draft::fate::clear) {
      changes.emplace_back(clear_records{room_.name()});
      append = nullptr;
    } else if (each.becomes == draft::fate::keep) {
      if (!append) {
        append = &std::get<append_records>(changes.emplace_back(append_records{
            .room = room_.name(),
            .behind = {each.position.offset - 1, each.position.epoch},
            .records = {},
            .version = {},
            .keep = {options.history_size, options.history_ttl,
                     options.history_meta_ttl}}));
      }
      append->records.push_back({each.said, each.at, each.idempotency_key});
      append->version = each.version;
    }
  }
  return changes;
}

bool room_scribe::on_saved(const msg::saved& answer) {
  if (answer.outcome == save_outcome::committed) {
    show(drafts_.saved());
    save_more();
    return true;
  }
  const bool is_conflict = answer.outcome == save_outcome::conflict;
  if (is_conflict)
    spdlog::error("room.conflict room={}", log_text(room_.name()));
  // In a cluster relays send their operations again, to the next room.
  if (is_conflict && actors_.state_source) return false;
  static_cast<void>(drafts_.refused());
  room_.drop_drafts();
  for (const auto& each : std::exchange(authors_, {}))
    refuse(each, reply_error::internal);
  return !is_conflict;
}

void room_scribe::show(std::vector<draft> accepted) {
  for (auto& each : accepted) {
    voice_.show(std::move(each), authors_.front().publisher);
    authors_.pop_front();
  }
}

// A plain member gets no answers: without the close it would assume that its
// message was delivered.
void room_scribe::refuse(const author& by, reply_error why) {
  if (by.speaker)
    voice_.dismiss(*by.speaker, close_code::internal_error);
  else
    voice_.refuse(by.publisher.answer_to, why);
}

}  // namespace parley
