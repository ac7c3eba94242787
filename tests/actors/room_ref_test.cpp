// SPDX-License-Identifier: Apache-2.0
#include "actors/room_ref.hpp"

#include "actors/room_replies.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace parley {
namespace {

// -- what compiles ------------------------------------------------------------

template <class Op, class Reply>
concept member_can_ask = requires(const room_ref& room, quiet_actor& self,
                                  Op what, Reply reply) {
  room.ask(self, what, reply);
};
template <class Op>
concept member_can_tell = requires(const room_ref& room, quiet_actor& self,
                                   Op what) {
  room.ask(self, what);
};
template <class Op, class Reply>
concept anyone_can_ask = requires(const directory_ref& rooms, quiet_actor& self,
                                  Op what, Reply reply) {
  rooms.ask(self, std::string(), what, reply);
};

static_assert(member_can_ask<op::count, reply_to<op::count>>);
static_assert(!member_can_ask<op::count, reply_to<op::presence>>,
              "a reply of another operation");
static_assert(!member_can_ask<op::join, reply_to<op::join>>,
              "a member is in the room already");
static_assert(!member_can_tell<op::count>, "somebody has to take the answer");
static_assert(member_can_tell<op::leave>);

static_assert(anyone_can_ask<op::join, reply_to<op::join>>);
static_assert(anyone_can_ask<op::clear, reply_to<op::clear>>);
static_assert(!anyone_can_ask<op::clear, reply_to<op::history>>);
static_assert(!anyone_can_ask<op::say, reply_to<op::publish>>,
              "only members say");

template <class Ref, class Message>
concept can_send = requires(quiet_actor& self, const Ref& to, Message message) {
  self.send(to, message);
};
static_assert(!can_send<directory_ref, msg::to_room>,
              "`ask` is the only way to ask");

// -- what happens -------------------------------------------------------------

/// Asks what the test wants, and keeps the outcome.
class Asker {
 public:
  static constexpr const char* name = "asker";

  using task = std::function<void(pinned&, room_replies&)>;

  Asker(pinned& self, task what) : replies_(self) { what(self, replies_); }

  caf::behavior make_behavior() {
    return {[this](msg::room_answer& answer) { replies_.resolve(answer); }};
  }

 private:
  room_replies replies_;
};

class RoomRef : public testing::Test {
 protected:
  /// The outcome of asking the directory.
  template <answered_operation Op>
  std::optional<outcome<Op>> ask(const std::string& room, Op what) {
    std::optional<outcome<Op>> got;
    run([&](pinned& self, room_replies& replies) {
      s.actors.directory_of(room).ask(
          self, room, std::move(what),
          replies.expect<Op>([&](outcome<Op>& found) { got = found; }));
    });
    return got;
  }

  void run(Asker::task what) {
    const auto asker = spawn_pinned<Asker>(s.where(0), std::move(what));
    s.settle();
    caf::anon_send_exit(asker, caf::exit_reason::user_shutdown);
    s.settle();
  }

  stage s;
};

TEST_F(RoomRef, a_room_that_does_not_run_is_empty) {
  const auto count = ask("a", op::count{});
  ASSERT_TRUE(count);
  EXPECT_EQ(std::get<head_count>(*count).connections, 0u);
  EXPECT_EQ(s.running(), stage::standing);
}

TEST_F(RoomRef, a_room_without_history_answers_with_an_error) {
  EXPECT_EQ(std::get<reply_error>(*ask("a", op::history{})),
            reply_error::not_available);
  EXPECT_EQ(std::get<reply_error>(*ask("a", op::clear{})),
            reply_error::not_available);
}

TEST_F(RoomRef, a_join_brings_the_room_which_may_be_asked_from_then_on) {
  std::optional<std::size_t> members;
  run([&](pinned& self, room_replies& replies) {
    const auto id = connection_id::make(0, 99);
    s.actors.directory_of("a").ask(
        self, "a", op::join{.id = id},
        replies.expect<op::join>([&, id](outcome<op::join>& found,
                                         room_ref& room) {
          ASSERT_TRUE(std::holds_alternative<admitted>(found));
          ASSERT_TRUE(room);
          room.ask(self, op::count{},
                   replies.expect<op::count>([&](outcome<op::count>& count) {
                     members = std::get<head_count>(count).connections;
                   }));
          room.ask(self, op::leave{id});
        }));
  });
  EXPECT_EQ(members, 1u);
  EXPECT_EQ(s.running(), stage::standing);
}

TEST_F(RoomRef, a_node_that_ends_refuses_everything) {
  for (const auto& each : s.actors.directories)
    anon_send(each, msg::finish{{}});
  s.settle();
  EXPECT_EQ(std::get<reply_error>(*ask("a", op::count{})),
            reply_error::internal);
  EXPECT_EQ(std::get<reply_error>(
                *ask("a", op::join{.id = connection_id::make(0, 99)})),
            reply_error::internal);
}

TEST_F(RoomRef, an_answer_of_another_operation_is_an_internal_error) {
  std::optional<reply_error> got;
  run([&](pinned& self, room_replies& replies) {
    const auto reply = replies.expect<op::count>(
        [&](outcome<op::count>& found) { got = std::get<reply_error>(found); });
    self.send(reply.who, msg::room_answer{reply.tag, present{}});
  });
  EXPECT_EQ(got, reply_error::internal);
}

TEST_F(RoomRef, an_answer_that_comes_twice_is_taken_once) {
  int calls = 0;
  run([&](pinned& self, room_replies& replies) {
    const auto reply = replies.expect<op::count>([&](auto&) { ++calls; });
    for (int i = 0; i < 2; ++i)
      self.send(reply.who, msg::room_answer{reply.tag, head_count{}});
  });
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace parley
