// SPDX-License-Identifier: Apache-2.0
#include "actors/home.hpp"

#include "actors/pinned.hpp"
#include "protocol/limits.hpp"

#include <caf/actor_system.hpp>
#include <caf/logger.hpp>
#include <caf/resumable.hpp>
#include <caf/scheduler/abstract_coordinator.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// The home whose loop runs on this thread; a thread's own, so not shared.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local home* here = nullptr;

auto in_milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

home::home(caf::actor_system& system, loop_index index,
           std::function<void()> wake)
    : caf::execution_unit(&system), index_(index), wake_(std::move(wake)) {}

// An actor's end may wake others of this home, so until none is left.
home::~home() {
  while (auto* actor = next_ready())
    caf::scheduler::abstract_coordinator::cleanup_and_release(actor);
  if (here == this) here = nullptr;
}

void home::bind_to_this_thread() {
  here = this;
}

void home::exec_later(caf::resumable* ptr) {
  // Ordinary actors that a pinned one sends to belong to CAF's scheduler.
  if (ptr->subtype() != caf::resumable::io_actor) {
    system().scheduler().enqueue(ptr);
    return;
  }
  if (here == this) {
    ready_.push_back(ptr);
    return;
  }
  if (here && here->holds_wakes_) {
    auto& held = here->held_;
    auto at = std::ranges::find(held, this, &told_later::where);
    if (at == held.end()) at = held.insert(at, {this, {}});
    at->actors.push_back(ptr);
    return;
  }
  take(std::span(&ptr, 1));
}

// Any thread.
void home::take(std::span<caf::resumable* const> ready) {
  bool first = false;
  {
    const std::lock_guard lock(inbox_mutex_);
    first = inbox_.empty();
    inbox_.insert(inbox_.end(), ready.begin(), ready.end());
    inbox_filled_.store(true, std::memory_order_release);
  }
  if (first) wake_();
}

void home::tell_others() {
  for (auto& each : held_) {
    if (each.actors.empty()) continue;
    each.where->take(each.actors);
    each.actors.clear();
  }
}

void home::release_wakes() {
  tell_others();
  holds_wakes_ = false;
}

bool home::ready() {
  take_inbox();
  return next_ < running_.size() || !ready_.empty();
}

std::size_t home::run(std::size_t max) {
  std::size_t resumed = 0;
  for (; resumed < max; ++resumed) {
    auto* actor = next_ready();
    if (!actor) break;
    resume(*actor);
  }
  tell_others();
  return resumed;
}

// Actors that become ready during the run wait for the next one.
caf::resumable* home::next_ready() {
  if (next_ == running_.size()) {
    running_.clear();
    next_ = 0;
    take_inbox();
    running_.swap(ready_);
  }
  return next_ < running_.size() ? running_[next_++] : nullptr;
}

void home::take_inbox() {
  if (!inbox_filled_.load(std::memory_order_acquire)) return;
  const std::lock_guard lock(inbox_mutex_);
  ready_.insert(ready_.end(), inbox_.begin(), inbox_.end());
  inbox_.clear();
  inbox_filled_.store(false, std::memory_order_relaxed);
}

void home::resume(caf::resumable& actor) {
  switch (actor.resume(this, actor_throughput)) {
    case caf::resumable::resume_later:
      ready_.push_back(&actor);
      break;
    case caf::resumable::awaiting_message:
    case caf::resumable::done:
      caf::intrusive_ptr_release(&actor);
      break;
    case caf::resumable::shutdown_execution_unit:
      break;  // only CAF's own helpers return it; the reference is not ours
  }
}

// -- inspection ---------------------------------------------------------------

home::work::work(home& where, const pinned& actor) : where_(where) {
  where_.at_work_ = true;
  where_.at_work_kind_.store(actor.name(), std::memory_order_relaxed);
  where_.at_work_id_.store(actor.id(), std::memory_order_relaxed);
}

void home::begin_turn(clock::time_point now) {
  at_work_kind_.store(nullptr, std::memory_order_relaxed);
  began_.store(now.time_since_epoch().count(), std::memory_order_release);
  longest_ = {};
}

void home::note(std::chrono::nanoseconds took, const pinned& actor) {
  longest_ = took;
  longest_kind_ = actor.name();
  longest_id_ = actor.id();
}

void home::end_turn(clock::time_point now, std::size_t handlers,
                    std::size_t actors) {
  const auto began = clock::time_point(
      clock::duration(began_.load(std::memory_order_relaxed)));
  began_.store(0, std::memory_order_relaxed);
  const std::chrono::nanoseconds took = now - began;
  ++turns_.turns;
  turns_.handlers += handlers;
  turns_.actors += actors;
  turns_.durations.add(took);
  turns_.longest = std::max(turns_.longest, took);
  if (took <= stall_threshold) return;
  ++turns_.stalls;
  spdlog::warn("loop.stall loop={} ms={} actor={} id={} actor_ms={}", index_,
               in_milliseconds(took), longest_kind_, longest_id_,
               in_milliseconds(longest_));
}

std::optional<home::glimpse> home::look() const {
  const auto began = began_.load(std::memory_order_acquire);
  if (began == 0) return std::nullopt;
  return glimpse{clock::time_point(clock::duration(began)),
                 at_work_kind_.load(std::memory_order_relaxed),
                 at_work_id_.load(std::memory_order_relaxed)};
}

}  // namespace parley
