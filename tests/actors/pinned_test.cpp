// SPDX-License-Identifier: Apache-2.0
// The two ways past a behavior: at once, and for frequent messages.
#include "actors/pinned.hpp"

#include "tests/actors/stage.hpp"

#include <caf/after.hpp>
#include <caf/atom.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley {
namespace {

/// Remembers the numbers it is sent, in the order it handled them. When told a
/// negative one it is told the positive one, at once if that is possible.
struct listener {
  static constexpr const char* name = "listener";
  using frequent = int;

  listener(pinned& self, std::vector<int>& heard)
      : self_(self), heard_(heard) {}

  caf::behavior make_behavior() {
    return {
        [](int) { FAIL() << "frequent messages do not come here"; },
        [this](const std::string&) { heard_.push_back(0); },
        [this](const msg::retire&) { self_.quit(); },
    };
  }

  void receive(int number) {
    if (number == 13) throw std::runtime_error("planted");
    if (number == 99) self_.quit();
    if (number < 0)
      static_cast<pinned_actor<listener>&>(self_).handle_now(-number);
    heard_.push_back(number);
  }

  pinned& self_;
  std::vector<int>& heard_;
};

class Pinned : public ::testing::Test {
 protected:
  Pinned() { s.settle(); }
  ~Pinned() override { caf::anon_send(subject, msg::retire{}); }

  auto& actor() { return *caf::actor_cast<pinned_actor<listener>*>(subject); }

  stage s;
  std::vector<int> heard;
  caf::actor subject = spawn_pinned<listener>(s.where(0), heard);
};

TEST_F(Pinned, a_message_is_handled_at_once_when_nobody_is_at_work) {
  actor().handle_now(1);
  EXPECT_EQ(heard, std::vector<int>{1});
}

TEST_F(Pinned, a_message_that_comes_in_the_middle_of_work_waits_for_its_end) {
  actor().handle_now(-1);
  EXPECT_EQ(heard, std::vector<int>{-1});
  s.settle();
  EXPECT_EQ(heard, (std::vector<int>{-1, 1}));
  caf::anon_send(subject, -2);
  s.settle();
  EXPECT_EQ(heard, (std::vector<int>{-1, 1, -2, 2}));
}

TEST_F(Pinned, frequent_messages_keep_their_place_among_the_others) {
  caf::anon_send(subject, 1);
  caf::anon_send(subject, std::string("other"));
  caf::anon_send(subject, 2);
  s.settle();
  EXPECT_EQ(heard, (std::vector<int>{1, 0, 2}));
}

TEST_F(Pinned, what_is_thrown_ends_the_actor_either_way) {
  actor().handle_now(13);
  EXPECT_EQ(s.running(), stage::standing);
  actor().handle_now(1);
  EXPECT_TRUE(heard.empty());
  std::vector<int> others;
  auto other = spawn_pinned<listener>(s.where(0), others);
  caf::anon_send(other, 13);
  caf::anon_send(other, 1);
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
  EXPECT_TRUE(others.empty());
}

TEST_F(Pinned, an_actor_that_quits_at_once_has_ended) {
  actor().handle_now(99);
  EXPECT_EQ(heard, std::vector<int>{99});
  EXPECT_EQ(s.running(), stage::standing);
}

// docs/inspecting.md promises it of all our actors.
TEST_F(Pinned, answers_what_caf_asks_every_actor_for_its_name) {
  const caf::scoped_actor asker(s.system());
  asker->send(subject, caf::sys_atom::value, caf::get_atom::value,
              std::string("info"));
  s.settle();
  std::string told;
  asker->receive(
      [&](caf::ok_atom, const std::string& what, const caf::strong_actor_ptr&,
          const std::string& name) { told = what + ' ' + name; },
      caf::after(std::chrono::seconds(0)) >> [] {});
  EXPECT_EQ(told, "info listener");
}

}  // namespace
}  // namespace parley
