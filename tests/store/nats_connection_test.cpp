// SPDX-License-Identifier: Apache-2.0
#include "store/nats_connection.hpp"

#include "store/nats_retry.hpp"
#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace parley {
namespace {

TEST(NatsConnection, what_one_publishes_another_gets_in_order) {
  const nats_server nats;
  std::vector<std::string> got;
  std::promise<void> all;
  nats_connection one(nats.options(), "one");
  nats_connection two(nats.options(), "two");
  two.subscribe("there", [&](std::string_view bytes) {
    got.emplace_back(bytes);
    if (got.size() == 1'000) all.set_value();
  });
  two.flush();
  for (int i = 0; i < 1'000; ++i)
    EXPECT_TRUE(one.publish("there", std::to_string(i)));
  all.get_future().wait();
  for (int i = 0; i < 1'000; ++i)
    EXPECT_EQ(got[static_cast<std::size_t>(i)], std::to_string(i));
  EXPECT_TRUE(one.is_connected());
  EXPECT_EQ(two.dropped(), 0u);
}

TEST(NatsConnection, a_server_that_is_not_there_is_waited_for) {
  cluster_options options;
  options.servers = {"nats://127.0.0.1:1"};
  const nats_connection alone(options, "alone");
  EXPECT_FALSE(alone.is_connected());
}

TEST(NatsConnection, options_that_cannot_be_used_are_refused) {
  cluster_options options;
  options.servers = {"nats://127.0.0.1:1"};
  options.tls_ca = "/gone/ca.pem";
  EXPECT_THROW(nats_connection(options, "alone"), nats_error);
}

// -- whatever ends it ---------------------------------------------------------

constexpr auto guarded = "authorization { user: parley, password: \"right\" }";

/// A connection that hears what it sends itself.
class Echo {
 public:
  explicit Echo(const cluster_options& options) : nats_(options, "echo") {
    nats_.subscribe("there", [this](std::string_view bytes) {
      const std::lock_guard lock(mutex_);
      if (bytes == wanted_) heard_.set_value();
      wanted_.clear();
    });
  }

  /// Sends until it hears one; how often a connection was made by then.
  std::uint64_t works() {
    auto heard = [this] {
      const std::lock_guard lock(mutex_);
      wanted_ = "now";
      heard_ = {};
      return heard_.get_future();
    }();
    do nats_.publish("there", "now");
    while (heard.wait_for(std::chrono::milliseconds(10)) !=
           std::future_status::ready);
    return nats_.generation();
  }

  nats_connection& nats() { return nats_; }

 private:
  std::mutex mutex_;
  std::string wanted_;
  std::promise<void> heard_;
  nats_connection nats_;
};

cluster_options known(cluster_options out, std::string password) {
  out.user = "parley";
  out.password = std::move(password);
  return out;
}

// libnats closes a connection for good when it is refused twice.
TEST(NatsConnection, works_when_a_server_that_refused_it_takes_it) {
  nats_server server(guarded);
  Echo one(known(server.options(), "wrong"));
  while (one.nats().generation() < 4) std::this_thread::yield();
  EXPECT_FALSE(one.nats().is_connected());
  server.reload("authorization { user: parley, password: \"wrong\" }");
  EXPECT_GE(one.works(), 4u);
  EXPECT_TRUE(one.nats().is_connected());
}

TEST(NatsConnection, works_when_the_password_was_wrong_for_a_while) {
  nats_server server(guarded);
  Echo one(known(server.options(), "right"));
  const auto before = one.works();
  server.reload("authorization { user: parley, password: \"other\" }");
  while (one.nats().generation() < before + 2) std::this_thread::yield();
  server.reload(guarded);
  one.works();
}

TEST(NatsConnection, works_when_the_server_was_away) {
  nats_server server;
  Echo one(server.options());
  one.works();
  server.stop();
  while (one.nats().is_connected()) std::this_thread::yield();
  server.start();
  one.works();
  EXPECT_GE(one.nats().reconnects(), 1u);
}

// The server goes on with the connection; the subscription is dead.
TEST(NatsConnection, works_when_a_subscription_is_permitted_again) {
  const auto permitted = [](const std::string& subjects) {
    return "authorization { users: [ { user: parley, password: \"right\", "
           "permissions: { publish: \"there\", subscribe: \"" +
           subjects + "\" } } ] }";
  };
  nats_server server(permitted("elsewhere"));
  Echo one(known(server.options(), "right"));
  while (one.nats().generation() < 3) std::this_thread::yield();
  server.reload(permitted("there"));
  one.works();
  EXPECT_TRUE(one.nats().is_connected());
}

TEST(NatsConnection, pauses_grow_to_a_bound_and_differ) {
  const std::chrono::milliseconds longest(10'000);
  const auto pause = [&](std::uint64_t attempts, std::uint64_t entropy) {
    return nats_retry_pause(attempts, entropy, longest).count();
  };
  EXPECT_EQ(pause(1, 0), 50);
  EXPECT_EQ(pause(1, 50), 100);
  EXPECT_EQ(pause(4, 0), 400);
  for (const std::uint64_t attempts : {8ull, 100ull, ~0ull})
    for (std::uint64_t entropy = 0; entropy < 20'000; entropy += 17) {
      EXPECT_GE(pause(attempts, entropy), 5'000);
      EXPECT_LE(pause(attempts, entropy), 10'000);
    }
}

}  // namespace
}  // namespace parley
