// SPDX-License-Identifier: Apache-2.0
// Whatever is done to a SQLite store, it answers as the one in memory does.
#include "room/recent_keys.hpp"
#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace parley {
namespace {

constexpr std::array bounds{history::bounds{3, 20s, 60s},
                            history::bounds{8, 5s, 400s},
                            history::bounds{1, 30s, 10s}};

class world {
 public:
  explicit world(const std::string& path) : sqlite_(path) {}

  /// Appends and clearings, most of them where the rooms are.
  void commit() {
    std::vector<change> changes;
    for (int left = *rc::gen::inRange(1, 4); left > 0; --left)
      changes.push_back(*rc::gen::inRange(0, 8) == 0
                            ? change(clear_records{*room()})
                            : change(appended()));
    RC_ASSERT(sqlite_.commit(changes) == memory_.commit(changes));
  }

  void wait() {
    now_ += std::chrono::milliseconds(*rc::gen::inRange(0, 15'000));
  }

  void trim() {
    const auto limit = *rc::gen::inRange<std::size_t>(1, 9);
    // A step of one is no step of the other: so all that there are.
    while (sqlite_.trim(now_, limit)) continue;
    while (memory_.trim(now_, limit)) continue;
  }

  void load() {
    const auto name = *room();
    const store::load_wish wish{*rc::gen::inRange<std::size_t>(0, 10),
                                now_ - ttl_of(name) + 1ms,
                                now_ - recent_keys::lifetime + 1ms,
                                *rc::gen::inRange<std::size_t>(0, 10)};
    const auto found = sqlite_.load(name, wish);
    const auto expected = memory_.load(name, wish);
    RC_ASSERT(found.has_value() == expected.has_value());
    if (!found) return;
    RC_ASSERT(found->end == expected->end);
    RC_ASSERT(found->used == expected->used);
    RC_ASSERT(found->version == expected->version);
    RC_ASSERT(show(found->keys) == show(expected->keys));
    // Over the size, either may have some that the other has not.
    const auto first = first_of(name, found->end.offset);
    RC_ASSERT(shown_from(found->newest, first) ==
              shown_from(expected->newest, first));
  }

  void read() {
    const auto name = *room();
    const auto end = memory_.load(name, {});
    const auto top = end ? end->end.offset : 0;
    const auto offset = [&] {
      return rc::gen::inRange<std::uint64_t>(0, top + 3);
    };
    store::range wanted{.limit = *rc::gen::inRange<std::size_t>(0, 10)};
    if (*rc::gen::arbitrary<bool>()) wanted.since = *offset();
    if (*rc::gen::arbitrary<bool>()) wanted.last = *offset();
    wanted.reverse = *rc::gen::arbitrary<bool>();
    wanted.first = first_of(name, top);
    wanted.said_since = now_ - ttl_of(name) + 1ms;
    RC_ASSERT(show(sqlite_.read(name, wanted)) ==
              show(memory_.read(name, wanted)));
  }

  void look_for_damage() { RC_ASSERT(sqlite_.damage().empty()); }

 private:
  static rc::Gen<std::string> room() {
    return rc::gen::element<std::string>("a", "b", "c");
  }

  append_records appended() {
    const auto name = *room();
    const auto keep = *rc::gen::elementOf(bounds);
    const auto known = memory_.load(name, {});
    auto behind = known ? known->end : stream_position{0, "E"};
    if (*rc::gen::inRange(0, 5) == 0)
      behind = {*rc::gen::inRange<std::uint64_t>(0, 4),
                "E" + std::to_string(*rc::gen::inRange(0, 3))};
    auto wish =
        append(name, behind, *rc::gen::inRange<std::size_t>(0, 6), now_, keep);
    for (auto& each : wish.records)
      if (*rc::gen::arbitrary<bool>())
        each.idempotency_key = *rc::gen::element<std::string>("x", "y", "z");
    if (*rc::gen::arbitrary<bool>()) wish.version = {++versions_, "V"};
    kept_[name].push_back(keep);
    return wish;
  }

  // What an owner asks for: it may have had other bounds before.
  std::uint64_t first_of(const std::string& name, std::uint64_t top) {
    std::uint64_t size = bounds[1].size;
    for (const auto& each : kept_[name]) size = std::min(size, each.size);
    return top < size ? 1 : top - size + 1;
  }
  std::chrono::milliseconds ttl_of(const std::string& name) {
    std::chrono::milliseconds ttl = 30s;
    for (const auto& each : kept_[name]) ttl = std::min(ttl, each.ttl);
    return ttl;
  }

  static std::vector<std::string> shown_from(const std::vector<record>& records,
                                             std::uint64_t first) {
    std::vector<record> out;
    for (const auto& each : records)
      if (each.said->offset >= first) out.push_back(each);
    return show(out);
  }

  memory_store memory_;
  sqlite_store sqlite_;
  stored_time now_ = start;
  std::uint64_t versions_ = 0;
  std::map<std::string, std::vector<history::bounds>> kept_;
};

RC_GTEST_PROP(StoreProperty, sqlite_answers_as_memory_does, ()) {
  const temporary_directory directory;
  world both(directory / "journal.db");
  for (int left = *rc::gen::inRange(1, 25); left > 0; --left) {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        both.wait();
        break;
      case 1:
        both.trim();
        break;
      case 2:
        both.load();
        break;
      case 3:
        both.read();
        break;
      default:
        both.commit();
    }
  }
  both.look_for_damage();
}

}  // namespace
}  // namespace parley
