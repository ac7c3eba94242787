// SPDX-License-Identifier: Apache-2.0
// Reading of a journal in JetStream, and which entries are accepted.
#include "protocol/log_text.hpp"
#include "store/jetstream_state.hpp"
#include "store/jetstream_store.hpp"
#include "store/log_gate.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <nats/nats.h>
#include <utility>

namespace parley {

using namespace jetstream;

// From the stream's leader: a copy may not have all yet.
std::optional<jetstream_store::last_entry> jetstream_store::last_of(
    const std::string& room) {
  natsMsg* message = nullptr;
  jsErrCode code{};
  const auto status =
      js_GetLastMsg(&message, state_->context.get(), stream_of(room).c_str(),
                    subject_of(room).c_str(), nullptr, &code);
  if (status != NATS_OK && code == JSNoMessageFoundErr) return std::nullopt;
  require(status, "reading a log");
  const nats_owner<natsMsg> own(message);
  const auto entry = log_gate(seal_, subject_of(room)).open(bytes_of(message));
  return last_entry{natsMsg_GetSequence(message), entry ? entry->tail() : 0};
}

room_log jetstream_store::read_log(const std::string& room, sequence first,
                                   sequence last, log_tail& tail) {
  room_log log;
  log_gate gate(seal_, subject_of(room));
  for (const auto& [at, bytes] :
       state_->reader->read(stream_of(room), subject_of(room), first, last)) {
    const auto [entry, is_copy] = gate.next(at, bytes);
    if (entry) {
      log.add(*entry);
      tail.add(at, *entry, tail_);
    } else if (const auto count =
                   foreign_.count(std::chrono::steady_clock::now())) {
      spdlog::warn("journal.foreign_entry room={} copy={} count={}",
                   log_text(room), is_copy, count);
    }
  }
  return log;
}

std::optional<stored_room> jetstream_store::load(const std::string& room,
                                                 const load_wish& wish) {
  open();
  for (int tries = 0; tries < 5; ++tries) {
    const auto last = last_of(room);
    auto& end = ends_[room];
    if (const auto released = released_.take(room)) end.last = *released;
    if (!last) {
      end = {};
      auto begun = begun_room(std::chrono::system_clock::now());
      if (claim(room, begun)) return begun;
      continue;
    }
    const bool is_ours = end.last == last->at;
    end = {.last = last->at, .at = {}, .tail = {}};
    const auto log = read_log(room, last->tail, last->at, end.tail);
    if (log.empty()) {  // nothing of it is ours
      auto begun = begun_room(std::chrono::system_clock::now());
      if (claim(room, begun)) return begun;
      continue;
    }
    end.at = log.end();
    if (is_ours || claim(room, log.known({}))) return log.known(wish);
  }
  throw store_error("others write in room " + room);
}

// From here on the previous owner cannot append any more.
bool jetstream_store::claim(const std::string& room, const stored_room& known) {
  std::vector<writing> one(1);
  one[0].room = room;
  one[0].entries.push_back(claiming_entry(known));
  write_all(one);
  return one[0].outcome == change_outcome::committed;
}

std::vector<record> jetstream_store::read(const std::string& room,
                                          const range& wanted) {
  open();
  const auto last = last_of(room);
  if (!last) return {};
  log_tail unused;
  return read_log(room, 0, last->at, unused).read(wanted);
}

}  // namespace parley
