// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace parley::conformance {

namespace {

using clock = std::chrono::steady_clock;

settings adjusted(const std::function<void(settings&)>& adjust) {
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 2;
  values.net.echo_path = std::string(echo_path);
  // Tests send as fast as they can; a test of rates sets its own.
  values.net.bounds.message_rate = values.net.bounds.byte_rate = 0;
  values.client.command_rate = values.client.join_rate = 0;
  values.client.user_command_rate = values.client.user_join_rate = 0;
  values.client.user_byte_rate = 0;
  auto& rooms = values.channel.without_namespace;
  rooms.publish_rate = rooms.publish_byte_rate = 0;
  // On a busy machine clients are slow. Neither pings nor the end of a
  // handshake's time come where no test has asked for them.
  values.net.bounds.ping_interval = 2 * raw_client::patience;
  values.net.bounds.handshake_timeout = 2 * raw_client::patience;
  values.net.bounds.request_timeout = 2 * raw_client::patience;
  values.net.bounds.idle_timeout = 2 * raw_client::patience;
  if (adjust) adjust(values);
  return values;
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
}

}  // namespace

node::node(const std::function<void(settings&)>& adjust)
    : server_(adjusted(adjust)), port_(port_of(server_.urls().front())) {
  server_.start();
}

node::~node() {
  if (stopped_) return;
  EXPECT_TRUE(comes_down_to(0))
      << server_.connections() << " connections are left, one of them ours";
  server_.shutdown(raw_client::patience);
}

void node::stop(std::chrono::milliseconds deadline) {
  stopped_ = true;
  server_.shutdown(deadline);
  EXPECT_EQ(server_.connections(), 0u);
}

raw_client node::connect(int receive_buffer) const {
  return raw_client(port_, receive_buffer);
}

raw_client node::open(std::string_view target, const header_list& headers,
                      int receive_buffer) const {
  auto client = connect(receive_buffer);
  const auto reply = client.upgrade(target, headers);
  if (reply.status != 101)
    throw wire_error("the upgrade of " + std::string(target) + " got " +
                     std::to_string(reply.status) + ": " + reply.body);
  return client;
}

raw_client node::join(std::string_view room, std::string_view name,
                      const header_list& headers, int receive_buffer) const {
  const auto target =
      "/chat/" + std::string(room) + "?presence=1&name=" + std::string(name);
  auto member = open(target, headers, receive_buffer);
  const auto first = member.read_frame();
  if (first.payload != "* " + std::string(name) + " joined")
    throw wire_error("a member's first line is " + first.payload);
  return member;
}

bool node::comes_down_to(std::size_t count) const {
  const auto until = clock::now() + raw_client::patience;
  while (clock::now() < until) {
    try {
      auto asking = connect();
      return comes_down_to(count, asking);
    } catch (const wire_error&) {
      // Not let in while those before us are still being closed.
    }
  }
  return false;
}

bool node::comes_down_to(std::size_t count, raw_client& asking) const {
  const auto until = clock::now() + raw_client::patience;
  while (clock::now() < until && asking.request("GET", "/health").status == 200)
    if (server_.connections() == count + 1) return true;
  return false;
}

}  // namespace parley::conformance
