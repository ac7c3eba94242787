// SPDX-License-Identifier: Apache-2.0
#include "actors/census.hpp"

#include "actors/pinned.hpp"
#include "tests/actors/stage.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <vector>

namespace parley {
namespace {

struct sleeper {
  static constexpr const char* name = "sleeper";

  explicit sleeper(pinned& self) : self_(self) {}

  caf::behavior make_behavior() {
    return {[this](const msg::retire&) { self_.quit(); },
            [this](std::uint64_t more) { self_.record().count_in(more); }};
  }

  pinned& self_;
};

class Census : public ::testing::Test {
 protected:
  Census() : where(s.system(), 7, [] {}) {
    where.bind_to_this_thread();
    for (int i = 0; i < 5; ++i) actors.push_back(spawn_pinned<sleeper>(where));
    run();
  }
  ~Census() override {
    for (const auto& each : actors) caf::anon_send(each, msg::retire{});
    run();
  }

  void run() {
    while (where.run(10) > 0) {
    }
  }

  std::vector<caf::actor_id> walk(std::size_t slice) {
    std::vector<caf::actor_id> seen;
    where.actors().begin_walk();
    while (where.actors().walk(
        slice, [&](pinned& each) { seen.push_back(each.id()); })) {
    }
    return seen;
  }

  stage s;
  home where;
  std::vector<caf::actor> actors;
};

TEST_F(Census, a_walk_meets_each_actor_once_whatever_its_slices) {
  std::vector<caf::actor_id> ids;
  for (const auto& each : actors) ids.push_back(each.id());
  for (const std::size_t slice : {1u, 2u, 5u, 100u})
    EXPECT_EQ(walk(slice), ids);
}

TEST_F(Census, one_that_ends_under_the_walk_is_passed_over) {
  std::vector<caf::actor_id> seen;
  where.actors().begin_walk();
  const auto see = [&](pinned& each) { seen.push_back(each.id()); };
  where.actors().walk(2, see);
  caf::anon_send(actors[2], msg::retire{});  // the next one
  caf::anon_send(actors[0], msg::retire{});  // one that has been
  run();
  while (where.actors().walk(2, see)) {
  }
  EXPECT_EQ(seen, (std::vector{actors[0].id(), actors[1].id(), actors[3].id(),
                               actors[4].id()}));
}

TEST_F(Census, what_an_actor_did_stays_when_it_is_gone) {
  caf::anon_send(actors[1], std::uint64_t{3});
  run();
  caf::anon_send(actors[1], msg::retire{});
  run();
  const auto& gone = where.actors().gone().at("sleeper");
  EXPECT_EQ(gone.received, 3u);
  EXPECT_GE(gone.handled, 1u);
}

}  // namespace
}  // namespace parley
