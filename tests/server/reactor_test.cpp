// SPDX-License-Identifier: Apache-2.0
#include "server/reactor.hpp"

#include "actors/pinned.hpp"
#include "net/connection_quota.hpp"
#include "net/options.hpp"
#include "tests/net/closed_ports.hpp"

#include <caf/actor_registry.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

namespace parley {
namespace {

using namespace std::chrono_literals;

/// Says something at the end of each turn in which it was told a number, and
/// then tells itself the next lower one, until that is 0.
struct speaker final : turn_task {
  static constexpr const char* name = "speaker";

  speaker(pinned& self, std::promise<void>& last) : self_(self), last_(last) {}

  caf::behavior make_behavior() {
    return {[this](int number) {
              left_ = number;
              self_.where().publishing().add(*this);
            },
            [this](caf::ok_atom) { self_.quit(); }};
  }

  void at_turn_end() override {
    if (left_ == 0) return last_.set_value();
    self_.send(caf::actor_cast<caf::actor>(&self_), left_ - 1);
  }

  pinned& self_;
  std::promise<void>& last_;
  int left_ = 0;
};

struct caf_config : caf::actor_system_config {
  caf_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
  }
};

/// With sockets, or with actors alone.
class Reactor : public ::testing::TestWithParam<bool> {
 protected:
  Reactor() {
    if (GetParam()) subject.open(ports.all());
  }
  ~Reactor() override {
    while (system.registry().running() > 0) std::this_thread::yield();
    subject.stop();
    thread.join();
  }

  net_options options;
  connection_quota quota{options.bounds};
  caf_config config;
  caf::actor_system system{config};
  closed_ports ports;
  reactor subject{system, 0, options, quota};
  std::thread thread;
};

// An actor that runs at a turn's end may have more output: the loop must not
// sleep then, as no other event may ever wake it.
TEST_P(Reactor, runs_the_rest_of_a_turns_end_without_being_woken) {
  std::promise<void> last;
  auto said = last.get_future();
  auto actor = spawn_pinned<speaker>(subject.actors(), last);
  thread = std::thread([this] { subject.run(); });
  caf::anon_send(actor, 100);
  EXPECT_EQ(said.wait_for(30s), std::future_status::ready);
  caf::anon_send(actor, caf::ok_atom_v);
}

INSTANTIATE_TEST_SUITE_P(with_sockets_and_without, Reactor, ::testing::Bool());

}  // namespace
}  // namespace parley
