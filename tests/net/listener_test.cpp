#include "net/listener.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley {
namespace {

TEST(Listener, addresses_of_both_families_are_understood) {
  EXPECT_EQ(resolve("127.0.0.1:8080").port(), 8080);
  EXPECT_TRUE(resolve("[::1]:80").address().is_v6());
  EXPECT_TRUE(resolve("localhost:0").address().is_loopback());
}

TEST(Listener, what_is_no_address_is_refused_with_a_sentence) {
  for (const auto* text : {"8080", "127.0.0.1:http", "127.0.0.1:99999", ""}) {
    try {
      resolve(text);
      ADD_FAILURE() << text;
    } catch (const std::runtime_error& error) {
      EXPECT_FALSE(std::string(error.what()).empty());
    }
  }
}

TEST(Listener, loops_share_a_port_and_others_may_not) {
  asio::io_context io(1);
  const net_options options;
  connection_quota quota(options.bounds);
  loop where(io, options, quota);
  const listener first(where, resolve("127.0.0.1:0"));
  const listener second(where, first.local());
  EXPECT_EQ(first.local(), second.local());
  EXPECT_THROW(require_free(first.local()), std::runtime_error);
}

}  // namespace
}  // namespace parley
