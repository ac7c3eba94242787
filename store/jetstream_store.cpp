#include "store/jetstream_store.hpp"

#include "protocol/limits.hpp"
#include "store/acknowledgements.hpp"
#include "store/log_names.hpp"
#include "store/log_reader.hpp"
#include "store/nats_owner.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <nats/nats.h>
#include <string_view>
#include <utility>

namespace parley {

namespace {

using std::chrono::milliseconds;

constexpr std::int64_t answer_timeout_ms = 2'000;

[[noreturn]] void fail(const char* what, natsStatus status) {
  throw store_error(std::string(what) + ": " + natsStatus_GetText(status));
}

void require(natsStatus status, const char* what) {
  if (status != NATS_OK) fail(what, status);
}

peer::LogEntry entry_in(std::string_view bytes) {
  peer::LogEntry entry;
  entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return entry;
}

}  // namespace

struct jetstream_store::state {
  std::unique_ptr<nats_connection> nats;
  acknowledgements acks;
  nats_owner<jsCtx> context;
  std::unique_ptr<log_reader> reader;
  bool has_streams = false;
};

jetstream_store::jetstream_store(
    const cluster_options& options,
    std::map<std::string, history::bounds> namespaces, std::size_t tail)
    : options_(options),
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
  if (!state_->context) {
    jsOptions wanted;
    jsOptions_Init(&wanted);
    wanted.Wait = answer_timeout_ms;
    wanted.PublishAsync.AckHandler = acknowledgements::on_answer;
    wanted.PublishAsync.AckHandlerClosure = &state_->acks;
    jsCtx* context = nullptr;
    require(natsConnection_JetStream(&context, state_->nats->raw(), &wanted),
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

// -- reading ------------------------------------------------------------------

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
  return last_entry{natsMsg_GetSequence(message), entry_in(bytes_of(message))};
}

room_log jetstream_store::read_log(const std::string& room, sequence first,
                                   sequence last, log_tail& tail) {
  room_log log;
  for (const auto& [at, bytes] :
       state_->reader->read(stream_of(room), subject_of(room), first, last)) {
    const auto entry = entry_in(bytes);
    log.add(entry);
    tail.add(at, entry, tail_);
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
    end = {.last = last->at, .at = end_of(last->entry), .tail = {}};
    const auto log = read_log(room, last->entry.tail(), last->at, end.tail);
    if (is_ours || claim(room, log.known({}))) return log.known(wish);
  }
  throw store_error("others write in room " + room);
}

// Who had it before cannot append any more from here on.
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

// What a room writes names what is before it, so one entry of each room is on
// its way at a time; those of different rooms go together. Who does not know
// what became of an entry has to read the log again, as if somebody else had
// written there: it may be there, or come yet.
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
    const auto bytes = entry.SerializeAsString();
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
       state_->acks.await(milliseconds(2 * answer_timeout_ms))) {
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
