// SPDX-License-Identifier: Apache-2.0
// Any sequence of join, leave, say, take and close keeps the roster exact and
// the order total. A model beside the room: each member's own list of lines.
#include "room/room.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace parley {
namespace {

const connection::time_point now{};

/// A room with clients that receive as couriers would let them.
class world {
 public:
  void join(connection_id id, const join_wish& wish) {
    const auto admission = room_.join(id, wish, now);
    RC_ASSERT(admission.has_value() == (!closed_ && !inboxes_.contains(id)));
    if (!admission) return;
    deliver(admission->before);
    inboxes_[id];
    joined_at_[id] = order_.size();
    reads_[id] = admission->record->reads;
    names_[id] = admission->record->who.name;
  }

  void leave(connection_id id) {
    RC_ASSERT(room_.leave(id) == (inboxes_.erase(id) == 1));
  }

  void say(connection_id id) {
    const auto text = std::to_string(++said_);
    const bool accepted = say_in(room_, id, text, now);
    RC_ASSERT(accepted == (!closed_ && inboxes_.contains(id)));
    if (accepted) order_.push_back("[" + names_[id] + "] " + text);
  }

  void take() { deliver(room_.take()); }

  void close() {
    room_.close();
    closed_ = true;
  }

  void check() {
    take();
    roster_is_exact();
    for (const auto& [id, lines] : inboxes_)
      RC_ASSERT(lines == said_since(joined_at_[id]));
  }

 private:
  void deliver(const block& b) {
    for (auto& [id, lines] : inboxes_)
      for (auto& line : read_frames(b[index(reads_[id])]))
        if (!line.starts_with("* ")) lines.push_back(std::move(line));
  }

  void roster_is_exact() {
    RC_ASSERT(room_.members().size() == inboxes_.size());
    std::set<std::string> names;
    for (const auto& [id, record] : room_.members()) {
      RC_ASSERT(inboxes_.contains(id));
      RC_ASSERT(names.insert(record.who.name).second);
    }
  }

  /// The expected messages of a member: all of the total order since it joined,
  /// nothing lost, duplicated or swapped.
  std::vector<std::string> said_since(std::size_t begin) {
    return {order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.end()};
  }

  room room_;
  bool closed_ = false;
  int said_ = 0;
  std::vector<std::string> order_;
  std::map<connection_id, std::vector<std::string>> inboxes_;
  std::map<connection_id, std::size_t> joined_at_;
  std::map<connection_id, lane> reads_;
  std::map<connection_id, std::string> names_;
};

void step(world& w) {
  const connection_id id =
      connection_id::make(*rc::gen::inRange<loop_index>(0, 3),
                          *rc::gen::inRange<std::uint64_t>(0, 6));
  switch (*rc::gen::weightedElement<int>(
      {{6, 0}, {3, 1}, {12, 2}, {4, 3}, {1, 4}})) {
    case 0:
      return w.join(id, {*rc::gen::element<std::string>("", "alice", "user1"),
                         *rc::gen::element(lane::plain, lane::plain_presence)});
    case 1:
      return w.leave(id);
    case 2:
      return w.say(id);
    case 3:
      return w.take();
    default:
      return w.close();
  }
}

RC_GTEST_PROP(RoomProperty, any_sequence_keeps_roster_and_order, ()) {
  world w;
  const auto steps = *rc::gen::inRange(1, 200);
  for (int i = 0; i < steps; ++i) step(w);
  w.check();
}

}  // namespace
}  // namespace parley
