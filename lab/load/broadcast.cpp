// SPDX-License-Identifier: Apache-2.0
#include "lab/load/broadcast.hpp"

#include <algorithm>

namespace parley::load {

namespace {

constexpr std::int64_t second = 1'000'000'000;       // ns
constexpr std::int64_t timeline_step = second / 10;  // ns
constexpr std::int64_t idle_wait = second / 100;     // ns
constexpr std::chrono::milliseconds drain_patience{30'000};
constexpr std::chrono::milliseconds slow_patience{10'000};

}  // namespace

broadcast::broadcast(stage where, const load::plan& plan)
    : crowd(std::move(where), plan),
      rooms_(plan.rooms),
      tally_(plan.connections()),
      listeners_(plan.members) {}

void broadcast::measure(result& into) {
  const auto never = [] { return false; };
  speaking_ = true;
  next_due_ = now_ns();
  stage_.progress("warming up");
  stage_.clients.run_until(never, plan_.warmup);
  const auto before = stage_.usage();
  const auto own_before = process_usage::own_cpu();
  const auto said_before = said();
  into.deliveries = 0;
  into.latency = {};
  into.timeline.assign(
      static_cast<std::size_t>(plan_.measured.count() / 100 + 1), 0);
  began_ = now_ns();
  measuring_ = &into;
  stage_.progress("measuring");
  stage_.clients.run_until(never, plan_.measured);
  measuring_ = nullptr;
  const auto after = stage_.usage();
  into.seconds = static_cast<double>(now_ns() - began_) / 1e9;
  into.server_cpu = after.cpu - before.cpu;
  into.generator_cpu = process_usage::own_cpu() - own_before;
  into.messages = said() - said_before;
}

void broadcast::slow_down() {
  listeners_ = plan_.members - plan_.slow;
  let_slow_ones_read(false);
}

void broadcast::let_slow_ones_read(bool reads) {
  for (std::size_t who = 0; who < stage_.clients.size(); ++who)
    if (is_slow(who)) stage_.clients.set_reading(who, reads);
}

void broadcast::finish(result& into) {
  speaking_ = false;
  stage_.progress("waiting for the last");
  stage_.clients.run_until([this] { return is_over(); }, drain_patience);
  hear_the_slow_ones_out();
  for (std::size_t who = 0; who < stage_.clients.size(); ++who)
    if (!is_slow(who))
      tally_.end(who, rooms_[stage_.clients.room_of(who)].said);
  into.lost = tally_.lost();
  into.duplicated = tally_.duplicated();
  into.reordered = tally_.reordered();
  into.refused = refused();
  into.failures = failures();
  into.slow_ended = slow_ended_;
}

// A member that does not read learns that the server has ended it only when it
// reads again.
void broadcast::hear_the_slow_ones_out() {
  const auto all = (plan_.members - listeners_) * plan_.rooms;
  if (all == 0) return;
  let_slow_ones_read(true);
  stage_.clients.run_until([&] { return slow_ended_ == all; }, slow_patience);
}

std::uint64_t broadcast::said() const {
  std::uint64_t sum = 0;
  for (const auto& room : rooms_) sum += room.said;
  return sum;
}

std::uint64_t broadcast::heard() const {
  std::uint64_t sum = 0;
  for (const auto& room : rooms_) sum += room.heard;
  return sum;
}

bool broadcast::is_slow(std::size_t who) const {
  return who % plan_.members >= listeners_;
}

// A message that was refused is delivered to nobody.
bool broadcast::is_over() const {
  if (failures() > 0) return true;
  if (listeners_ == plan_.members)
    return heard() >= (said() - refused()) * plan_.members;
  return tally_.is_level([this](std::size_t who) {
    return is_slow(who) ? 0u : rooms_[stage_.clients.room_of(who)].said;
  });
}

// -- publishing ---------------------------------------------------------------

std::int64_t broadcast::on_turn(std::int64_t at) {
  const auto wait = crowd::on_turn(at);
  if (!speaking_) return wait;
  if (plan_.window > 0) {
    for (std::uint32_t room = 0; room < rooms_.size(); ++room)
      while (may_speak(room)) speak(room, at);
    return idle_wait;
  }
  const auto interval = static_cast<std::int64_t>(
      static_cast<double>(plan_.members) / plan_.rate * second);
  for (; next_due_ <= at; next_due_ += interval) {
    speak(next_room_, next_due_);
    next_room_ = (next_room_ + 1) % static_cast<std::uint32_t>(rooms_.size());
  }
  return next_due_ - at;
}

bool broadcast::may_speak(std::uint32_t room) const {
  const auto& [said, heard] = rooms_[room];
  return said - heard / plan_.members < plan_.window;
}

// In the open loop a message has the time at which it was due, so that the
// delay of a late generator or server counts.
void broadcast::speak(std::uint32_t room, std::int64_t at) {
  const mark what{room, rooms_[room].said++, at};
  stage_.clients.publish(speaker_of(room), make_payload(what, plan_.size));
}

void broadcast::on_message(std::size_t who, const mark& what, std::int64_t at) {
  if (is_slow(who)) return;
  tally_.hear(who, what.sequence);
  auto& room = rooms_[what.room];
  ++room.heard;
  if (measuring_) {
    ++measuring_->deliveries;
    measuring_->latency.add(at - what.at);
    const auto step = static_cast<std::size_t>((at - began_) / timeline_step);
    if (step < measuring_->timeline.size()) ++measuring_->timeline[step];
  }
  if (speaking_ && plan_.window > 0 && may_speak(what.room))
    speak(what.room, at);
}

void broadcast::on_lost(std::size_t who) {
  if (is_slow(who))
    ++slow_ended_;
  else
    crowd::on_lost(who);
}

}  // namespace parley::load
