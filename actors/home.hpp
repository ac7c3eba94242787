// SPDX-License-Identifier: Apache-2.0
// The execution unit of one loop's pinned actors: their run queue and what
// waits for the end of the turn. It knows no socket; the reactor drives it.
#pragma once

#include "actors/census.hpp"
#include "protocol/ids.hpp"
#include "protocol/traffic.hpp"
#include "protocol/turn.hpp"
#include "protocol/turn_record.hpp"

#include <caf/execution_unit.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace parley {

class home final : public caf::execution_unit {
 public:
  /// `wake` is called from other threads when the first actor becomes ready
  /// there; it makes the loop call `run` soon.
  home(caf::actor_system& system, loop_index index, std::function<void()> wake);

  /// Drops actors still queued. No actor may be enqueued any more.
  ~home() override;

  /// Declares the calling thread to be this loop's. Before the first `run`.
  void bind_to_this_thread();

  /// Any thread. Takes over one reference to `ptr`, by CAF's contract
  /// (docs/caf-notes.md, 3.1): an actor is in at most one run queue.
  void exec_later(caf::resumable* ptr) override;

  /// Home thread. From here on, wake-ups of other homes through this one are
  /// sent together at the end of `run`: all messages of one turn to another
  /// loop are there when that loop wakes up.
  void hold_wakes() { holds_wakes_ = true; }

  /// Home thread. Sends the held wake-ups, and holds none any more.
  void release_wakes();

  /// Home thread. Resumes up to `max` ready actors; how many it resumed.
  std::size_t run(std::size_t max);

  /// Home thread. Whether an actor is ready; looks at other threads' wake-ups.
  bool ready();

  /// Home thread. Rooms with unsent words wait here for the turn's end.
  turn_queue& publishing() { return publishing_; }

  loop_index index() const { return index_; }

  /// Home thread. While one of these lives, an actor of this home is at work;
  /// they do not nest.
  class work {
   public:
    work(home& where, const pinned& actor);
    ~work() { where_.at_work_ = false; }
    work(const work&) = delete;
    work& operator=(const work&) = delete;

   private:
    home& where_;
  };
  bool at_work() const { return at_work_; }

  // -- inspection -------------------------------------------------------------

  /// Home thread, and before the loop runs.
  census& actors() { return actors_; }
  traffic_record& traffic() { return traffic_; }
  const turn_record& turns() const { return turns_; }

  /// Home thread. Sessions of this loop whose doings are logged.
  std::set<connection_id>& traced() { return traced_; }

  /// Home thread. A turn is from when the loop has something to do until it
  /// looks for more.
  using clock = std::chrono::steady_clock;
  void begin_turn_if_asleep(clock::time_point now) {
    if (began_.load(std::memory_order_relaxed) == 0) begin_turn(now);
  }
  void end_turn(clock::time_point now, std::size_t handlers,
                std::size_t actors);

  /// Home thread. An actor has handled one message.
  void note_longest(std::chrono::nanoseconds took, const pinned& actor) {
    if (took > longest_) note(took, actor);
  }

  /// Any thread. Since when the turn under way lasts, and which actor was
  /// resumed last in it; nothing while the loop sleeps.
  struct glimpse {
    clock::time_point began;
    const char* kind;  // null: none yet
    std::uint64_t actor;
  };
  std::optional<glimpse> look() const;

 private:
  caf::resumable* next_ready();
  void take_inbox();
  void resume(caf::resumable& actor);
  void begin_turn(clock::time_point now);
  void note(std::chrono::nanoseconds took, const pinned& actor);

  void tell_others();
  void take(std::span<caf::resumable* const> ready);

  const loop_index index_;
  const std::function<void()> wake_;
  std::vector<caf::resumable*> ready_;
  std::vector<caf::resumable*> running_;
  std::size_t next_ = 0;
  bool at_work_ = false;
  turn_queue publishing_;

  census actors_;
  traffic_record traffic_;
  turn_record turns_;
  std::set<connection_id> traced_;
  /// Since the clock's epoch; 0 while the loop sleeps. Others read these three.
  std::atomic<clock::rep> began_ = 0;
  std::atomic<const char*> at_work_kind_ = nullptr;
  std::atomic<std::uint64_t> at_work_id_ = 0;
  /// The longest message of the turn under way.
  std::chrono::nanoseconds longest_{};
  const char* longest_kind_ = "";
  std::uint64_t longest_id_ = 0;

  bool holds_wakes_ = false;
  /// Ready actors of other homes, to be handed over; by the index of the home.
  struct told_later {
    home* where;
    std::vector<caf::resumable*> actors;
  };
  std::vector<told_later> held_;

  std::mutex inbox_mutex_;
  std::vector<caf::resumable*> inbox_;  // guarded by inbox_mutex_
  /// Set under the mutex; spares a look at the inbox when it is empty.
  std::atomic<bool> inbox_filled_ = false;
};

}  // namespace parley
