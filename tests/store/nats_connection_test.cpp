#include "store/nats_connection.hpp"

#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <future>
#include <string>
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

}  // namespace
}  // namespace parley
