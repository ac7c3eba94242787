// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/party.hpp"

#include "lab/script/address.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <random>
#include <utility>

namespace parley::verify {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

namespace {

constexpr auto turn_length = 2ms;
constexpr auto goodbye = 1'000ms;

member::setting setting_of(const plan& chosen, std::size_t number) {
  member::setting made{.number = number,
                       .token = chosen.token,
                       .every = chosen.every,
                       .seed = chosen.seed * chosen.clients + number};
  // In random order by the seed: so the members of a room are on all nodes, in
  // whatever order a balancer assigns nodes.
  std::vector<std::size_t> rooms(chosen.rooms);
  std::iota(rooms.begin(), rooms.end(), std::size_t{0});
  std::seed_seq seeds{static_cast<std::uint32_t>(chosen.seed),
                      static_cast<std::uint32_t>(number)};
  std::mt19937 dice(seeds);
  std::ranges::sample(rooms, std::back_inserter(made.rooms),
                      static_cast<std::ptrdiff_t>(chosen.rooms_each), dice);
  return made;
}

}  // namespace

party::party(const plan& chosen, diary& run) : path_(chosen.path) {
  for (const auto& url : chosen.urls)
    servers_.push_back(std::make_unique<script::destination>(
        script::resolve(script::parse_address(url), chosen.tls)));
  for (std::size_t i = 0; i < chosen.clients; ++i)
    seats_.push_back(
        std::make_unique<seat>(seat{member(setting_of(chosen, i), run), i}));
}

party::~party() {
  const auto end = clock::now() + goodbye;
  for (const auto& each : seats_)
    if (each->link && each->is_open && !each->is_over)
      each->link->start_close({1'000, ""});
  const auto is_idle = [](const auto& each) {
    return !each->link || each->link->idle();
  };
  while (!std::ranges::all_of(seats_, is_idle)) {
    io_.run_for(turn_length);
    if (clock::now() < end) continue;
    for (const auto& each : seats_)
      if (each->link) each->link->drop(true);
  }
}

bool party::run_until(const std::function<bool()>& done,
                      std::chrono::milliseconds patience) {
  const auto end = clock::now() + patience;
  while (!done()) {
    if (clock::now() > end) return false;
    turn();
  }
  return true;
}

void party::run_for(std::chrono::milliseconds time) {
  run_until([] { return false; }, time);
}

std::vector<std::reference_wrapper<member>> party::members() {
  std::vector<std::reference_wrapper<member>> all;
  for (const auto& each : seats_) all.emplace_back(each->self);
  return all;
}

void party::cut(std::size_t who) {
  auto& of = *seats_[who];
  if (!of.is_open || of.is_over) return;
  of.link->drop(false);
  lose(of, 0, clock::now());
}

void party::turn() {
  io_.run_for(turn_length);
  const auto now = clock::now();
  for (const auto& each : seats_) turn(*each, now);
}

void party::turn(seat& of, instant now) {
  if (of.link) look(of, now);
  if (!of.link && of.self.wants_connection(now)) open(of, now);
  if (!of.is_open || of.is_over) return;
  of.self.turn(now);
  for (auto& each : of.self.take_unsent())
    of.link->send({script::payload::text, std::move(each)});
}

void party::open(seat& of, instant now) {
  of.is_open = of.is_over = false;
  of.self.connecting(now);
  auto& server = *servers_[of.server % servers_.size()];
  of.link = script::open_client(io_, server, {.path = path_, .headers = {}});
  of.link->filter_texts([&of](const std::string& text) {
    if (!of.is_over) of.self.heard(text, clock::now());
    return std::vector<std::string>();
  });
}

void party::look(seat& of, instant now) {
  if (!of.is_open && !of.is_over && of.link->handshake()) {
    of.is_open =
        of.link->handshake()->status == script::connect::switching_protocols;
    if (of.is_open)
      of.self.connected(now);
    else
      lose(of, 0, now);
  }
  if (const auto* ending = of.link->unseen_ending(); ending && !of.is_over)
    lose(of, ending->code, now);
  if (!of.is_over && of.self.wants_to_drop(now)) {
    of.link->drop(true);
    lose(of, 0, now);
  }
  if (of.is_over && of.link->idle()) of.link.reset();
}

void party::lose(seat& of, std::uint16_t code, instant now) {
  of.is_over = true;
  if (!of.is_open) ++of.server;
  of.self.disconnected(code, now);
}

}  // namespace parley::verify
