// SPDX-License-Identifier: Apache-2.0
#include "room/room.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// A durable room holds in memory the publications that joins may recover; the
/// rest is read on demand.
history::bounds bounds_of(const room::setting& chosen) {
  const auto& options = chosen.options;
  return {.size = options.is_durable()
                      ? std::min(options.history_size, chosen.recovery_limit)
                      : options.history_size,
          .ttl = options.history_ttl,
          .meta_ttl = options.history_meta_ttl};
}

}  // namespace

room::room(setting chosen)
    : setting_(std::move(chosen)),
      history_(bounds_of(setting_), setting_.new_epoch),
      writer_(setting_.name, roster_) {}

std::optional<room::admission> room::join(connection_id id,
                                          const join_wish& wish,
                                          time_point now) {
  if (closed_ || roster_.find(id)) return std::nullopt;
  admission result;
  if (wish.recover) result.missed = recover(*wish.recover, now);
  if (wish.must_recover && !result.missed.recovered) return result;
  result.before = take();
  result.record = roster_.insert(id, wish, now);
  if (result.record->announced) writer_.joined(*result.record);
  return result;
}

history::recovery room::recover(const stream_position& from, time_point now) {
  if (!history_.enabled()) return {};
  return setting_.options.force_recovery_mode == recovery_mode::cache
             ? history_.recover_latest(from, now)
             : history_.recover(from, setting_.recovery_limit, now);
}

bool room::leave(connection_id id) {
  const auto gone = roster_.remove(id);
  if (!gone.removed) return false;
  if (gone.record.announced) writer_.left(gone.record);
  return true;
}

const connection* room::seat(connection_id id, const join_wish& wish,
                             time_point now) {
  return roster_.insert(id, wish, now);
}

bool room::unseat(connection_id id) {
  return roster_.remove(id).removed;
}

std::optional<draft> room::accept(connection_id sender, std::string text,
                                  time_point now) {
  const auto* speaker = roster_.find(sender);
  if (!speaker || closed_) return std::nullopt;
  publication said{.data = std::move(text),
                   .kind = data_kind::text,
                   .info = {},
                   .offset = 0,
                   .tags = {}};
  const bool others_ask = history_.enabled() ||
                          writer_.is_read(dialect::json) ||
                          writer_.is_read(dialect::protobuf);
  if (others_ask) said.info = info_of(*speaker);
  draft accepted{
      .name = speaker->who.name, .version = draft_version_, .at = now};
  place(accepted, std::move(said), history_.enabled());
  return accepted;
}

std::optional<draft> room::accept(publish_wish wish, time_point now) {
  if (closed_) return std::nullopt;
  draft accepted{.name = name_of(wish), .version = draft_version_, .at = now};
  if (const auto* first = answer_to(wish.idempotency_key, now)) {
    accepted.becomes = draft::fate::answer;
    accepted.position = *first;
    return accepted;
  }
  if (is_outdated(wish.version)) {
    accepted.becomes = draft::fate::answer;
    accepted.position = history_.end(now);
    return accepted;
  }
  if (wish.version.number > 0 && history_.enabled())
    accepted.version = draft_version_ = std::move(wish.version);
  // A publication that a relay forwards for a plain member.
  if (wish.sender && !wish.said.info)
    if (const auto* speaker = roster_.find(*wish.sender))
      wish.said.info = info_of(*speaker);
  place(accepted, std::move(wish.said),
        history_.enabled() && !wish.skip_history);
  if (!wish.idempotency_key.empty()) {
    draft_keys_.emplace(wish.idempotency_key, accepted.position);
    accepted.idempotency_key = std::move(wish.idempotency_key);
  }
  return accepted;
}

draft room::accept_clearing(time_point now) {
  return {.becomes = draft::fate::clear,
          .position = history_.end(now),
          .version = draft_version_,
          .at = now};
}

void room::place(draft& accepted, publication said, bool kept) {
  if (!kept) {
    accepted.said = std::make_shared<const publication>(std::move(said));
    return;
  }
  accepted.becomes = draft::fate::keep;
  accepted.said = history_.prepare(std::move(said), accepted.at);
  accepted.position = {accepted.said->offset, history_.epoch()};
}

void room::show(draft&& accepted) {
  if (accepted.becomes == draft::fate::clear) {
    history_.clear();
    writer_.cleared();
  }
  if (!accepted.said) return;
  const auto& said = *accepted.said;
  if (accepted.becomes == draft::fate::keep)
    history_.keep(accepted.said, accepted.at);
  writer_.relayed(accepted);
  version_ = std::move(accepted.version);
  const auto epoch = said.offset == 1 ? history_.epoch() : std::string_view{};
  writer_.publication(said, accepted.name, epoch);
  if (!accepted.idempotency_key.empty()) {
    draft_keys_.erase(accepted.idempotency_key);
    keys_.add(std::move(accepted.idempotency_key), accepted.position,
              accepted.at);
  }
}

void room::drop_drafts() {
  history_.forget_prepared();
  draft_keys_.clear();
  draft_version_ = version_;
}

void room::restore(history::past stored, recent_keys keys,
                   data_version version) {
  history_.restore(std::move(stored));
  keys_ = std::move(keys);
  version_ = draft_version_ = std::move(version);
}

std::optional<remembered_position> room::position() const {
  if (!history_.enabled() || history_.epoch().empty()) return std::nullopt;
  return remembered_position{history_.last(), version_, history_.last_use()};
}

void room::resume(remembered_position from) {
  restore({std::move(from.at), from.used, {}}, {}, std::move(from.version));
}

/// Null if there is no publication with this key.
const stream_position* room::answer_to(const std::string& key, time_point now) {
  if (key.empty()) return nullptr;
  if (const auto* answered = keys_.find(key, now)) return answered;
  const auto at = draft_keys_.find(key);
  return at == draft_keys_.end() ? nullptr : &at->second;
}

bool room::is_outdated(const data_version& version) const {
  return version.number > 0 && history_.enabled() &&
         version.epoch == draft_version_.epoch &&
         version.number <= draft_version_.number;
}

/// What plain readers call a publisher.
std::string room::name_of(const publish_wish& wish) const {
  if (wish.sender)
    if (const auto* member = roster_.find(*wish.sender))
      return member->who.name;
  if (!wish.said.info) return "server";
  const auto& info = *wish.said.info;
  return info.user.empty() ? info.client : roster_.shown_name(info.user);
}

std::vector<connection_id> room::find(std::string_view user,
                                      std::string_view client) const {
  std::vector<connection_id> found;
  for (const auto& [id, each] : roster_) {
    if (!each.info) continue;
    const bool same_user = !user.empty() && each.info->user == user;
    const bool same_client = !client.empty() && each.info->client == client;
    if (same_user || same_client) found.push_back(id);
  }
  return found;
}

}  // namespace parley
