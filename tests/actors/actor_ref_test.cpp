// SPDX-License-Identifier: Apache-2.0
#include "actors/actor_ref.hpp"

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace parley {
namespace {

struct ping {
  int value = 0;
};
struct pong {};
struct other {};

struct table_port {
  using messages = takes<ping, pong>;
};

struct table {
  static constexpr const char* name = "table";
  table(pinned&, int& sum) : sum_(sum) {}
  caf::behavior make_behavior() {
    return {[this](const ping& one) { sum_ += one.value; },
            [this](const pong&) { sum_ += 100; }};
  }
  int& sum_;
};

template <class Ref, class Message>
concept can_send = requires(quiet_actor& self, const Ref& to, Message message) {
  self.send(to, message);
};
template <class Ref, class Message>
concept can_anon_send = requires(const Ref& to, Message message) {
  parley::anon_send(to, message);
};

using table_ref = actor_ref<table_port>;

static_assert(can_send<table_ref, ping>);
static_assert(can_send<table_ref, const pong&>);
static_assert(!can_send<table_ref, other>, "outside of the interface");
static_assert(can_anon_send<table_ref, ping>);
static_assert(!can_anon_send<table_ref, other>);

// A handle may become one that takes less, and none that takes more.
static_assert(std::is_convertible_v<table_ref, ref_to<ping>>);
static_assert(!std::is_convertible_v<ref_to<ping>, table_ref>);
static_assert(!std::is_convertible_v<ref_to<other>, ref_to<ping>>);
static_assert(!can_send<ref_to<ping>, pong>);

// Nobody gets around the check by chance.
static_assert(!std::is_convertible_v<table_ref, caf::actor>);

static_assert(sizeof(table_ref) == sizeof(caf::actor));

}  // namespace
}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ping)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::pong)

namespace parley {
namespace {

TEST(ActorRef, sends_to_the_actor_that_it_was_made_of) {
  stage s;
  int sum = 0;
  table_ref to = spawn_pinned<table>(s.where(0), sum);
  anon_send(to, ping{1});
  s.settle();
  const ref_to<pong> narrow = to;
  anon_send(narrow, pong{});
  s.settle();
  EXPECT_EQ(sum, 101);
  EXPECT_EQ(narrow.untyped(), to.untyped());
  anon_send_exit(to, caf::exit_reason::user_shutdown);
  s.settle();
}

TEST(ActorRef, an_empty_one_drops_what_is_sent_to_it) {
  const table_ref none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none, table_ref());
  anon_send(none, ping{1});
}

}  // namespace
}  // namespace parley
