// SPDX-License-Identifier: Apache-2.0
#include "store/jetstream_store.hpp"

#include "protocol/limits.hpp"
#include "store/jetstream_state.hpp"
#include "store/log_gate.hpp"
#include "store/log_names.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <nats/nats.h>
#include <string_view>
#include <utility>

namespace parley {

using std::chrono::milliseconds;
using namespace jetstream;

jetstream_store::jetstream_store(
    const cluster_options& options,
    std::map<std::string, history::bounds> namespaces, std::size_t tail)
    : options_(options),
      seal_(options.secret, options.name),
      namespaces_(std::move(namespaces)),
      tail_(tail),
      state_(std::make_unique<state>()),
      released_(released_rooms_kept) {
  state_->nats = std::make_unique<nats_connection>(options_, "journal");
}

// No answer may come when `acks` is gone.
jetstream_store::~jetstream_store() {
  state_->reader.reset();
  state_->context.reset();
  state_->nats.reset();
}

// -- streams ------------------------------------------------------------------

void jetstream_store::open() {
  if (!state_->nats->is_connected()) throw store_error("NATS is not there");
  if (const auto now = state_->nats->generation();
      std::exchange(state_->generation, now) != now) {
    state_->reader.reset();
    state_->context.reset();
    state_->has_streams = false;
  }
  if (!state_->context) {
    jsOptions wanted;
    jsOptions_Init(&wanted);
    wanted.Wait = nats_answer_timeout_ms;
    wanted.PublishAsync.AckHandler = acknowledgements::on_answer;
    wanted.PublishAsync.AckHandlerClosure = &state_->acks;
    jsCtx* context = nullptr;
    state_->connection = state_->nats->raw();
    require(
        natsConnection_JetStream(&context, state_->connection.get(), &wanted),
        "jetstream");
    state_->context.reset(context);
    state_->reader = std::make_unique<log_reader>(*state_->nats);
  }
  if (std::exchange(state_->has_streams, true)) return;
  try {
    for (const auto& [space, keep] : namespaces_) make_stream(space, keep);
  } catch (const store_error&) {
    state_->has_streams = false;
    throw;
  }
}

// An entry has one publication at least, so as many entries have as many
// publications; some more are of changing owners.
void jetstream_store::make_stream(const std::string& space,
                                  const history::bounds& keep) {
  constexpr std::int64_t others = 256;
  const auto name = log_stream_of(options_.name, space);
  const auto all = log_subjects_of(options_.name, space) + '*';
  const char* subjects[] = {all.c_str()};
  jsStreamConfig wanted;
  jsStreamConfig_Init(&wanted);
  wanted.Name = name.c_str();
  wanted.Subjects = subjects;
  wanted.SubjectsLen = 1;
  wanted.MaxMsgsPerSubject = static_cast<std::int64_t>(keep.size) + others;
  wanted.MaxAge =
      std::chrono::nanoseconds(std::max(keep.ttl, keep.meta_ttl)).count();
  wanted.Replicas = static_cast<std::int64_t>(options_.replicas);
  jsErrCode code{};
  auto status =
      js_AddStream(nullptr, state_->context.get(), &wanted, nullptr, &code);
  if (status != NATS_OK && code == JSStreamNameExistErr)
    status = js_UpdateStream(nullptr, state_->context.get(), &wanted, nullptr,
                             &code);
  require(status, "a stream");
}

std::string jetstream_store::stream_of(const std::string& room) const {
  return log_stream_of(options_.name, log_space_of(room));
}

std::string jetstream_store::subject_of(const std::string& room) const {
  return log_subject_of(options_.name, room);
}

// -- writing ------------------------------------------------------------------

std::vector<change_outcome> jetstream_store::commit(
    std::span<const change> changes) {
  open();
  std::vector<writing> all;
  std::unordered_map<std::string_view, std::size_t, name_hash> places;
  std::vector<std::size_t> place_of;
  for (const auto& each : changes) {
    const auto& room = room_of(each);
    const auto [at, is_new] = places.try_emplace(room, all.size());
    if (is_new) all.emplace_back().room = room;
    place_of.push_back(at->second);
    add_entries(all[at->second], each);
  }
  write_all(all);
  std::vector<change_outcome> outcomes;
  for (const auto place : place_of) outcomes.push_back(all[place].outcome);
  return outcomes;
}

void jetstream_store::add_entries(writing& to, const change& one) {
  if (const auto* append = std::get_if<append_records>(&one)) {
    if (to.entries.empty() && !follows(append->behind, ends_[to.room].at))
      to.outcome = change_outcome::conflict;
    std::ranges::move(entries_of(*append, log_entry_size),
                      std::back_inserter(to.entries));
    return;
  }
  const auto end =
      to.entries.empty() ? ends_[to.room].at : end_of(to.entries.back());
  to.entries.push_back(clearing_entry(end, std::chrono::system_clock::now()));
}

// An entry names the one before it, so each room has one entry in flight; those
// of different rooms go together. If the result of an entry is unknown, the log
// has to be read again, as after a foreign write: the entry may be there, or
// arrive later.
void jetstream_store::write_all(std::vector<writing>& all) {
  for (;;) {
    std::vector<writing*> round;
    for (auto& each : all)
      if (each.next < each.entries.size() &&
          each.outcome == change_outcome::committed)
        round.push_back(&each);
    if (round.empty()) return;
    write_next(round);
  }
}

void jetstream_store::write_next(std::span<writing*> round) {
  std::unordered_map<natsMsg*, writing*> sent;
  for (auto* each : round) {
    auto& end = ends_[each->room];
    auto& entry = each->entries[each->next];
    entry.set_tail(end.tail.begin());
    entry.set_behind(end.last);
    const auto bytes = seal_.close(log_place(subject_of(each->room)),
                                   entry.SerializeAsString());
    natsMsg* message = nullptr;
    require(natsMsg_Create(&message, subject_of(each->room).c_str(), nullptr,
                           bytes.data(), static_cast<int>(bytes.size())),
            "writing a log");
    auto* const name = message;
    jsPubOptions wanted;
    jsPubOptions_Init(&wanted);
    wanted.ExpectLastSubjectSeq = end.last;
    wanted.ExpectNoMessage = end.last == 0;
    state_->acks.expect(name);
    const auto status =
        js_PublishMsgAsync(state_->context.get(), &message, &wanted);
    if (status != NATS_OK) {
      state_->acks.not_sent(name);
      natsMsg_Destroy(message);
      state_->acks.await(milliseconds(0));  // of the others nobody knows
      fail("writing a log", status);
    }
    sent.emplace(name, each);
  }
  for (const auto& [message, at] :
       state_->acks.await(milliseconds(2 * nats_answer_timeout_ms))) {
    auto& each = *sent.at(message);
    if (at == 0) {
      each.outcome = change_outcome::conflict;
      continue;
    }
    auto& end = ends_[each.room];
    const auto& entry = each.entries[each.next++];
    end.last = at;
    end.at = end_of(entry);
    end.tail.add(at, entry, tail_);
  }
}

}  // namespace parley
