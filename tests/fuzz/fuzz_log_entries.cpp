// SPDX-License-Identifier: Apache-2.0
// A room's log as JetStream would bring it: what its owners wrote, and between
// that whatever a stranger put there, or copied from elsewhere. With a secret
// only what the owners wrote counts, and a room goes on where they left it,
// read from its tail as well as from the oldest message.
//
// The first byte says whether there is a secret. Then come steps: what, two
// bytes of a number, and for some so many bytes.
#include "protocol/centrifuge/json.hpp"
#include "protocol/peer/peer_codec.hpp"
#include "protocol/utf8.hpp"
#include "room/recent_keys.hpp"
#include "store/log_gate.hpp"
#include "store/room_log.hpp"
#include "tests/fuzz/steps.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace parley;

constexpr auto here = "parley.parley.log.=.here";
constexpr auto elsewhere = "parley.parley.log.=.elsewhere";
constexpr std::size_t wanted = 3;  // publications that a reader needs

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::uint64_t> offsets_of(const std::vector<record>& all) {
  std::vector<std::uint64_t> out;
  for (const auto& each : all) out.push_back(each.said->offset);
  return out;
}

/// What every reader relies on, whoever wrote the log.
void require_sound(const std::vector<record>& all, std::uint64_t end) {
  auto next = end - all.size();
  for (const auto& each : all) {
    const auto& said = *each.said;
    require(said.offset == ++next);
    if (said.kind == data_kind::json && !said.data.empty())
      require(centrifuge::is_json(said.data));
    if (said.kind == data_kind::text) require(is_utf8(said.data));
  }
}

class room_stream {
 public:
  explicit room_stream(bool has_secret)
      : seal_(has_secret ? "a secret of this target" : "", "parley") {}

  void wait(std::chrono::seconds time) { now_ += time; }

  // -- strangers --------------------------------------------------------------

  void add_unsealed(std::string_view bytes) {
    add(std::string(bytes), !seal_.has_secret());
  }
  /// A node has written it, but for another room.
  void add_from_elsewhere(std::string_view bytes) {
    add(seal_.close(log_place(elsewhere), bytes), !seal_.has_secret());
  }
  /// By whoever has the secret: a node of another version, or gone mad.
  void add_sealed(std::string_view bytes) {
    is_any_ = true;
    add(seal_.close(log_place(here), bytes), true);
  }
  void add_copy(std::size_t number) {
    if (messages_.empty()) return;
    const auto copied = messages_[number % messages_.size()];
    add(copied.bytes, copied.is_sealed);
  }

  // -- owners -----------------------------------------------------------------

  /// As jetstream_store::load does.
  void take_over() {
    tail_ = {};
    const auto log = read(first_to_read(), &tail_);
    last_ = messages_.size();
    const auto known = log.empty() ? begun_room(now_) : log.known({});
    write(claiming_entry(known));
    end_ = known.end;
  }

  void append(std::size_t count) {
    own();
    append_records what{.behind = end_, .version = {end_.offset + count, "v"}};
    for (std::size_t i = 1; i <= count; ++i) {
      const auto offset = end_.offset + i;
      publication said{.data = std::to_string(offset), .offset = offset};
      what.records.push_back(
          {std::make_shared<const publication>(std::move(said)), now_,
           offset % 2 == 0 ? "k" + std::to_string(offset) : ""});
    }
    for (auto& each : entries_of(what, 100)) write(std::move(each));
  }

  void clear() {
    own();
    write(clearing_entry(end_, now_));
    first_ = end_.offset + 1;
  }

  // -- readers ----------------------------------------------------------------

  void check() {
    const auto log = read(0, nullptr);
    const auto known = log.known(all());
    const auto kept = log.read({.limit = SIZE_MAX});
    require_sound(known.newest, known.end.offset);
    require_sound(kept, known.end.offset);
    require(known.newest.size() == std::min(kept.size(), wanted));
    if (is_any_ || last_ == 0) return;
    require(known.end == end_);
    require(kept.size() == end_.offset + 1 - first_);
    const auto from_tail = read(first_to_read(), nullptr).known(all());
    require(from_tail.end == known.end && from_tail.version == known.version);
    require(from_tail.used == known.used);
    require(offsets_of(from_tail.newest) == offsets_of(known.newest));
    require(std::ranges::equal(from_tail.keys, known.keys, {}, &stored_key::key,
                               &stored_key::key));
  }

 private:
  struct message {
    std::string bytes;
    bool is_sealed;  // for this room, or none has to be
    bool is_of_owner;
  };

  void add(std::string bytes, bool is_sealed) {
    is_any_ = is_any_ || !seal_.has_secret();
    messages_.push_back({std::move(bytes), is_sealed, false});
  }

  /// A writer whose place somebody else has taken reads again.
  void own() {
    if (last_ == 0 || last_ != messages_.size()) take_over();
  }

  void write(peer::LogEntry entry) {
    entry.set_tail(tail_.begin());
    entry.set_behind(last_);
    messages_.push_back(
        {seal_.close(log_place(here), entry.SerializeAsString()), true, true});
    last_ = messages_.size();
    end_ = end_of(entry);
    tail_.add(last_, entry, wanted);
  }

  std::uint64_t first_to_read() const {
    if (messages_.empty()) return 0;
    const auto last = log_gate(seal_, here).open(messages_.back().bytes);
    return last ? last->tail() : 0;
  }

  room_log read(std::uint64_t first, log_tail* tail) const {
    room_log log;
    log_gate gate(seal_, here);
    for (std::uint64_t at = 1; at <= messages_.size(); ++at) {
      if (at < first) continue;
      const auto& one = messages_[at - 1];
      const auto [entry, is_copy] = gate.next(at, one.bytes);
      require(!entry || one.is_sealed);
      require(is_any_ || entry.has_value() == one.is_of_owner);
      if (!entry) continue;
      log.add(*entry);
      if (tail) tail->add(at, *entry, wanted);
    }
    return log;
  }

  store::load_wish all() const {
    return {.newest = wanted,
            .since = {},
            .keys_since = now_ - recent_keys::lifetime,
            .keys = recent_keys::capacity};
  }

  const cluster_seal seal_;
  stored_time now_ = peer::from_ms(1'700'000'000'000);
  /// The place of each is its index and one.
  std::vector<message> messages_;
  /// Some that are not the owners' may count.
  bool is_any_ = false;
  /// As the owner knows it.
  std::uint64_t last_ = 0;
  stream_position end_;
  log_tail tail_;
  /// The offset of the oldest publication that was not cleared.
  std::uint64_t first_ = 1;
};

void take_step(room_stream& stream, steps& input) {
  const auto what = input.byte() % 8;
  const auto number = input.size();
  switch (what) {
    case 0:
      return stream.wait(std::chrono::seconds(number));
    case 1:
      return stream.add_copy(number);
    case 2:
      return stream.add_unsealed(input.bytes(number));
    case 3:
      return stream.add_from_elsewhere(input.bytes(number));
    case 4:
      return stream.add_sealed(input.bytes(number));
    case 5:
      return stream.append(1 + number % 100);
    case 6:
      return stream.clear();
    default:
      return stream.take_over();
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  steps input(data, size);
  room_stream stream((input.byte() & 1) != 0);
  // Each take-over reads all again.
  for (int i = 0; i < 64 && !input.empty(); ++i) take_step(stream, input);
  stream.check();
  return 0;
}
