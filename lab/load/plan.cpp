// SPDX-License-Identifier: Apache-2.0
#include "lab/load/plan.hpp"

#include <algorithm>

namespace parley::load {

namespace {

plan fanout(std::size_t rooms, std::size_t members, std::size_t window,
            std::size_t size = 100) {
  plan made;
  made.rooms = rooms;
  made.members = members;
  made.window = window;
  made.size = size;
  return made;
}

plan of(scenario what, std::size_t rooms, std::size_t members) {
  plan made;
  made.scenario = what;
  made.rooms = rooms;
  made.members = members;
  return made;
}

plan slow_readers() {
  constexpr double messages = 200;  // a second
  auto made = of(scenario::slow, 1, 200);
  made.size = 8'000;
  made.rate = messages * static_cast<double>(made.members);
  made.slow = 20;
  return made;
}

}  // namespace

const std::vector<preset>& presets() {
  static const std::vector<preset> all{
      {"s1-open", "1 room of 1,000, 50,000 deliveries/s", fanout(1, 1'000, 0)},
      {"s1c1", "1 room of 1,000, 1 message outstanding", fanout(1, 1'000, 1)},
      {"s1c16", "1 room of 1,000, 16 outstanding", fanout(1, 1'000, 16)},
      {"s2-open", "500 rooms of 4, 50,000 deliveries/s", fanout(500, 4, 0)},
      {"s2-closed", "500 rooms of 4, 1 outstanding each", fanout(500, 4, 1)},
      {"s4c16", "as s1c16 with 1 kB", fanout(1, 1'000, 16, 1'000)},
      {"s5", "1 room of 10,000, 50,000 deliveries/s", fanout(1, 10'000, 0)},
      {"idle", "10,000 connections in 100 rooms", of(scenario::idle, 100, 100)},
      {"joins", "10,000 joins at once", of(scenario::joins, 100, 100)},
      {"churn", "100 visitors at a time in 50 rooms",
       of(scenario::churn, 50, 2)},
      {"slow", "20 of 200 stop reading, 8 kB, 200 messages/s", slow_readers()},
  };
  return all;
}

const preset* find_preset(std::string_view name) {
  const auto at = std::ranges::find(presets(), name, &preset::name);
  return at == presets().end() ? nullptr : &*at;
}

}  // namespace parley::load
