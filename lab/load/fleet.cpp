// SPDX-License-Identifier: Apache-2.0
#include "lab/load/fleet.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace parley::load {

namespace {

constexpr std::int64_t fleet_wait_ns = 100'000'000;
constexpr std::string_view room_place = "{room}";

std::string with_room(std::string path, std::string_view room) {
  const auto at = path.find(room_place);
  if (at != std::string::npos) path.replace(at, room_place.size(), room);
  return path;
}

}  // namespace

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

fleet::fleet(setting chosen)
    : setting_(std::move(chosen)),
      clients_({setting_.to, std::string(setting_.words.subprotocol())}) {
  clients_.on_open([this](std::size_t who) { greet(who); });
  clients_.on_message([this](std::size_t who, const server_frame& frame) {
    hear(who, frame.payload);
  });
  clients_.on_end([this](std::size_t who, const clients::ending&) {
    watcher_->on_lost(who);
  });
}

std::string fleet::room_name(std::uint32_t room) {
  return "bench" + std::to_string(room);
}

std::size_t fleet::add(std::uint32_t room) {
  members_.push_back({.room = room});
  return clients_.add();
}

void fleet::connect(std::size_t who) {
  clients_.connect(who,
                   with_room(setting_.path, room_name(members_[who].room)));
}

void fleet::publish(std::size_t who, std::string_view payload) {
  members_[who].speaks = true;
  clients_.send(who, setting_.words.sends(),
                setting_.words.publish(room_name(members_[who].room), payload));
}

bool fleet::run_until(const std::function<bool()>& done,
                      std::chrono::milliseconds patience) {
  const auto end = now_ns() + std::chrono::nanoseconds(patience).count();
  for (;;) {
    const auto at = now_ns();
    const auto wait = watcher_->on_turn(at);
    if (done()) return true;
    if (at >= end) return false;
    clients_.turn(std::min({wait, end - at, fleet_wait_ns}));
  }
}

void fleet::greet(std::size_t who) {
  const auto hello = setting_.words.hello(room_name(members_[who].room));
  if (!hello.empty()) clients_.send(who, setting_.words.sends(), hello);
  watcher_->on_open(who);
}

void fleet::hear(std::size_t who, std::string_view message) {
  const auto at = now_ns();
  if (members_[who].speaks)
    if (const auto errors = setting_.words.refusals(message))
      watcher_->on_refused(errors);
  auto text = message;
  bool ours = false;
  while (const auto what = take_mark(text)) {
    ours = true;
    watcher_->on_heard(who, *what, at);
  }
  if (ours) return;
  const auto answer =
      setting_.words.answer(message, room_name(members_[who].room));
  if (!answer.empty()) clients_.send(who, setting_.words.sends(), answer);
}

}  // namespace parley::load
