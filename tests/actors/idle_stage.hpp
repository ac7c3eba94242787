// SPDX-License-Identifier: Apache-2.0
// A stage whose directories are asked about rooms in which nobody is.
#pragma once

#include "actors/directory.hpp"
#include "tests/actors/sdk_stage.hpp"

#include <caf/send.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley {

/// Keeps the answers it gets, by tag.
struct asker {
  static constexpr const char* name = "asker";
  using answers = std::map<std::uint64_t, room_outcome>;

  struct heard {
    answers rooms;
    room_ref joined;
    std::vector<msg::handed_over> handed;
    std::vector<msg::positions_given> given;
  };

  asker(pinned&, heard& all) : all_(all) {}

  caf::behavior make_behavior() {
    return {
        [this](msg::room_answer& answer) {
          all_.rooms[answer.tag] = std::move(answer.outcome);
          all_.joined = std::move(answer.room);
        },
        [this](msg::handed_over& answer) { all_.handed.push_back(answer); },
        [this](msg::positions_given& answer) { all_.given.push_back(answer); },
    };
  }

  heard& all_;
};

class IdleRooms : public SdkStage {
 protected:
  IdleRooms() {
    s.channels.namespaces["plain"] = channel_options{.presence = true};
    s.set_rules();
    who_ = spawn_pinned<asker>(s.where(0), heard_);
  }
  ~IdleRooms() override {
    caf::anon_send_exit(who_, caf::exit_reason::user_shutdown);
    who_ = nullptr;
  }

  template <directory_operation Op>
  room_outcome ask(const std::string& room, Op what,
                   std::shared_ptr<room_allowance> pays = nullptr) {
    const auto tag = ++asked_;
    msg::asked<Op> request{std::move(what), {{who_, tag}}};
    caf::anon_send(s.actors.directory_of(room).untyped(),
                   msg::to_room{room, std::move(request), std::move(pays)});
    s.settle();
    const auto at = heard_.rooms.find(tag);
    EXPECT_TRUE(at != heard_.rooms.end()) << "no answer";
    return at == heard_.rooms.end() ? reply_error::internal : at->second;
  }

  stream_position top(const std::string& room) {
    const auto found = ask(room, op::history{});
    const auto* page = std::get_if<history_page>(&found);
    return page ? page->top : stream_position{};
  }

  room_outcome say(const std::string& room,
                   std::shared_ptr<room_allowance> pays = nullptr,
                   std::string key = {}) {
    op::publish order{.wish = {.said = {.data = "1"}}};
    order.wish.idempotency_key = std::move(key);
    return ask(room, std::move(order), std::move(pays));
  }

  void hand_over_room(const std::string& room) {
    anon_send(s.actors.directory_of(room), msg::hand_over{room, who_});
    s.settle();
  }

  /// All actors but those of the rooms.
  static constexpr std::size_t standing = stage::standing + 1;

  caf::actor who_;
  asker::heard heard_;
  std::uint64_t asked_ = 0;
};

inline std::optional<reply_error> error_of(const room_outcome& outcome) {
  const auto* error = std::get_if<reply_error>(&outcome);
  return error ? std::optional(*error) : std::nullopt;
}

}  // namespace parley
