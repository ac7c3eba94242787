// SPDX-License-Identifier: Apache-2.0
#include "lab/load/crowd.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace parley::load {

namespace {

constexpr std::size_t connecting_at_once = 256;
constexpr std::int64_t call_interval = 200'000'000;  // ns
constexpr std::int64_t crowd_check_ns = 10'000'000;  // ns
constexpr std::chrono::milliseconds join_patience{120'000};

}  // namespace

crowd::crowd(stage where, const load::plan& plan)
    : stage_(std::move(where)),
      plan_(plan),
      is_present_(plan.connections()),
      awaited_(plan.rooms, plan.members) {
  for (std::uint32_t room = 0; room < plan.rooms; ++room)
    for (std::size_t i = 0; i < plan.members; ++i) stage_.clients.add(room);
  stage_.clients.watch(*this);
}

void crowd::gather(result& into) {
  const auto before = stage_.usage();
  const auto began = now_ns();
  stage_.progress("connecting " + std::to_string(plan_.connections()));
  const bool all = stage_.clients.run_until(
      [this] { return present_ == plan_.connections() || failures_ > 0; },
      join_patience);
  if (!all || failures_ > 0)
    throw std::runtime_error(
        std::to_string(opened_) + " of " + std::to_string(plan_.connections()) +
        " connected, " + std::to_string(present_) + " joined their room, " +
        std::to_string(failures_) + " were refused");
  const auto after = stage_.usage();
  into.connections = plan_.connections();
  into.join_cpu = after.cpu - before.cpu;
  into.join_seconds = static_cast<double>(now_ns() - began) / 1e9;
  into.resident_growth = static_cast<std::int64_t>(after.resident) -
                         static_cast<std::int64_t>(before.resident);
}

void crowd::on_open(std::size_t) {
  ++opened_;
}

void crowd::on_lost(std::size_t) {
  ++failures_;
}

void crowd::on_refused(std::size_t errors) {
  refused_ += errors;
}

void crowd::on_heard(std::size_t who, const mark& what, std::int64_t at) {
  if (what.room != stage_.clients.room_of(who)) return;
  if (what.sequence != mark::sync) return on_message(who, what, at);
  if (is_present_[who] != 0) return;
  is_present_[who] = 1;
  ++present_;
  --awaited_[what.room];
}

std::int64_t crowd::on_turn(std::int64_t at) {
  while (asked_ < plan_.connections() && asked_ < opened_ + connecting_at_once)
    stage_.clients.connect(asked_++);
  if (opened_ == plan_.connections() && present_ < opened_ && at >= next_call_)
    call_rooms(at);
  return crowd_check_ns;
}

// Not every protocol confirms a join: a member that receives a call has joined.
void crowd::call_rooms(std::int64_t at) {
  next_call_ = at + call_interval;
  for (std::uint32_t room = 0; room < awaited_.size(); ++room)
    if (awaited_[room] > 0)
      stage_.clients.publish(speaker_of(room),
                             make_payload({room, mark::sync, at}, mark::size));
}

}  // namespace parley::load
