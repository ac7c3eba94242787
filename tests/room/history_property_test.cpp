// SPDX-License-Identifier: Apache-2.0
// Any sequence of publications, clearings and waits keeps offsets without gaps,
// and recovery returns exactly the missed publications or reports that it
// cannot. A model beside the history: all publications, in lists by epoch.
#include "room/history.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t size_limit = 8;
constexpr auto ttl = 20s;
constexpr auto meta_ttl = 100s;

class world {
 public:
  void append() {
    const auto text = std::to_string(++said_);
    const auto kept = keep_in(past_, {.data = text}, now_);
    auto& all = said_in_[past_.epoch()];
    all.push_back({text, now_});
    RC_ASSERT(kept->offset == all.size());
    RC_ASSERT(kept->data == text);
    last_use_ = now_;
  }

  /// A position that a client had at some time, or never.
  void recover(const stream_position& from, std::size_t limit) {
    const auto before = top();
    const auto found = past_.recover(from, limit, now_);
    RC_ASSERT(top() == before);
    if (!found.recovered) {
      RC_ASSERT(found.publications.empty());
      RC_ASSERT(!must_recover(from, limit, before));
      return;
    }
    RC_ASSERT(from.epoch.empty() || from.epoch == before.epoch);
    RC_ASSERT(found.publications.size() <= limit);
    RC_ASSERT(from.offset + found.publications.size() == before.offset);
    auto offset = from.offset;
    for (const auto& each : found.publications) {
      RC_ASSERT(each->offset == ++offset);
      RC_ASSERT(each->data == said_in_[before.epoch][offset - 1].text);
    }
  }

  void clear() {
    past_.clear();
    cleared_[past_.epoch()] = said_in_[past_.epoch()].size();
  }

  void wait(std::chrono::seconds time) { now_ += time; }

  /// Rooms do this by timer.
  void expire() {
    const auto next = past_.expire(now_);
    // RC_ASSERT looks at both sides of an expression.
    const bool is_later = !next || *next > now_;
    RC_ASSERT(is_later);
  }

  stream_position top() {
    const auto at = past_.top(now_);
    const bool forgotten = now_ - last_use_ >= meta_ttl;
    if (forgotten) RC_ASSERT(at.offset == 0u);
    RC_ASSERT(at.offset == said_in_[at.epoch].size());
    last_use_ = now_;
    return at;
  }

  int epochs() const { return epochs_; }

 private:
  struct said {
    std::string text;
    history::time_point at;
  };

  /// Whether nothing stands in the way: all of it must be there.
  bool must_recover(const stream_position& from, std::size_t limit,
                    const stream_position& at) {
    if (!from.epoch.empty() && from.epoch != at.epoch) return false;
    if (from.offset > at.offset || at.offset - from.offset > limit)
      return false;
    const auto missed = at.offset - from.offset;
    return missed == 0 ||
           (missed <= size_limit && from.offset >= cleared_[at.epoch] &&
            now_ - said_in_[at.epoch][from.offset].at < ttl);
  }

  int epochs_ = 0;
  int said_ = 0;
  history::time_point now_{};
  history::time_point last_use_{};
  history past_{{.size = size_limit, .ttl = ttl, .meta_ttl = meta_ttl},
                [this] { return "E" + std::to_string(++epochs_); }};
  std::map<std::string, std::vector<said>> said_in_;
  std::map<std::string, std::size_t> cleared_;
};

void step(world& w) {
  switch (*rc::gen::weightedElement<int>(
      {{12, 0}, {8, 1}, {1, 2}, {3, 3}, {1, 4}, {1, 5}})) {
    case 0:
      return w.append();
    case 1: {
      const auto top = w.top();
      const std::vector<std::string> epochs{top.epoch, top.epoch, top.epoch,
                                            "",        "E1",      "_"};
      const stream_position from{
          *rc::gen::inRange<std::uint64_t>(0, top.offset + 3),
          *rc::gen::elementOf(epochs)};
      return w.recover(from, *rc::gen::inRange<std::size_t>(0, 12));
    }
    case 2:
      return w.clear();
    case 3:
      return w.wait(std::chrono::seconds(*rc::gen::inRange(0, 15)));
    case 4:
      return w.wait(std::chrono::seconds(*rc::gen::inRange(50, 150)));
    default:
      return w.expire();
  }
}

RC_GTEST_PROP(HistoryProperty, any_sequence_recovers_all_or_says_no, ()) {
  world w;
  const auto steps = *rc::gen::inRange(1, 200);
  for (int i = 0; i < steps; ++i) step(w);
  w.top();
  RC_TAG(w.epochs() > 1 ? "several epochs" : "one epoch");
}

}  // namespace
}  // namespace parley
