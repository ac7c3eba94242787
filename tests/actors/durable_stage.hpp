// SPDX-License-Identifier: Apache-2.0
// A room that remembers, and a journal that answers when the test says so.
#pragma once

#include "actors/room_actor.hpp"
#include "tests/actors/stage.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

/// Stands for all whom the room speaks to, and writes down what it is sent.
struct durable_notebook {
  static constexpr const char* name = "notebook";
  using entry =
      std::variant<msg::admit, msg::deliver, msg::expel, msg::dismiss,
                   msg::vacant, msg::room_answer, msg::done, msg::load_room,
                   msg::save, msg::read_stored, msg::release_room>;

  durable_notebook(pinned&, std::vector<entry>& entries) : entries_(entries) {}

  caf::behavior make_behavior() {
    return {
        [this](const msg::admit& m) { entries_.emplace_back(m); },
        [this](const msg::deliver& m) { entries_.emplace_back(m); },
        [this](const msg::expel& m) { entries_.emplace_back(m); },
        [this](const msg::dismiss& m) { entries_.emplace_back(m); },
        [this](const msg::vacant& m) { entries_.emplace_back(m); },
        [this](const msg::room_answer& m) { entries_.emplace_back(m); },
        [this](const msg::done& m) { entries_.emplace_back(m); },
        [this](const msg::load_room& m) { entries_.emplace_back(m); },
        [this](const msg::save& m) { entries_.emplace_back(m); },
        [this](const msg::read_stored& m) { entries_.emplace_back(m); },
        [this](const msg::release_room& m) { entries_.emplace_back(m); },
    };
  }

  std::vector<entry>& entries_;
};

class DurableRoom : public ::testing::Test {
 protected:
  DurableRoom() {
    auto& options = s.channels.without_namespace;
    options.history_size = 1'000;
    options.history_ttl = std::chrono::seconds(60);
    options.durability = durability::journal;
    s.options.recovery_max_publication_limit = 2;
    s.set_rules();
    peer = spawn_pinned<durable_notebook>(s.where(0), seen);
    actors.couriers = {peer, peer};
    actors.journal = peer;
    actors.rules = s.actors.rules;
    actors.now = s.actors.now;
    room = spawn_pinned<room_actor>(s.where(0), actors, peer, room_id{7},
                                    std::string("lobby"));
  }
  ~DurableRoom() override {
    caf::anon_send(room, msg::retire{});
    caf::anon_send_exit(peer, caf::exit_reason::user_shutdown);
    room = peer = nullptr;
    actors = {};
    seen.clear();
    s.settle();
  }

  void request(msg::room_request what) {
    caf::anon_send(room, msg::passed_on{std::move(what)});
    s.settle();
  }
  void join() {
    request(msg::asked<op::join>{{.id = alice, .wish = {.name = "alice"}},
                                 {{peer, 1}}});
  }
  void publish(std::string data, std::uint64_t tag, bool keep = true) {
    msg::asked<op::publish> wish{{}, {{peer, tag}}};
    wish.wish.said.data = std::move(data);
    wish.wish.skip_history = !keep;
    request(std::move(wish));
  }
  void is_loaded(std::optional<stored_room> found = {}) {
    caf::anon_send(room, msg::loaded{false, std::move(found)});
    s.settle();
  }
  void is_saved(save_outcome outcome = save_outcome::committed) {
    caf::anon_send(room, msg::saved{outcome});
    s.settle();
  }

  template <class T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const auto& each : seen)
      if (const auto* m = std::get_if<T>(&each)) found.push_back(*m);
    return found;
  }
  std::vector<std::string> heard() const {
    std::vector<std::string> out;
    for (const auto& each : all<msg::deliver>())
      for (auto& line : read_frames(each.said[index(lane::plain)]))
        out.push_back(std::move(line));
    return out;
  }
  /// The offsets that publishers were told, and 0 for each error.
  std::vector<std::uint64_t> answered() const {
    std::vector<std::uint64_t> out;
    for (const auto& each : all<msg::room_answer>()) {
      if (const auto* p = std::get_if<published>(&each.outcome))
        out.push_back(p->position.offset);
      if (const auto* c = std::get_if<cleared>(&each.outcome))
        out.push_back(c->top.offset);
      if (std::holds_alternative<reply_error>(each.outcome)) out.push_back(0);
    }
    return out;
  }
  const append_records& appended(std::size_t i) const {
    saves_ = all<msg::save>();
    return std::get<append_records>(saves_.at(i).changes.at(0));
  }

  stage s;
  room_topology actors;
  std::vector<durable_notebook::entry> seen;
  caf::actor peer, room;
  const connection_id alice = connection_id::make(0, 1);

 private:
  mutable std::vector<msg::save> saves_;
};

}  // namespace parley
