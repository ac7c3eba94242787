// SPDX-License-Identifier: Apache-2.0
#include "net/listener.hpp"

#include "protocol/limits.hpp"
#include "tests/net/closed_ports.hpp"

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>

namespace parley {
namespace {

TEST(Listener, addresses_of_both_families_are_understood) {
  EXPECT_EQ(resolve("127.0.0.1:8080").front().port(), 8080);
  EXPECT_TRUE(resolve("[::1]:80").front().address().is_v6());
  for (const auto& each : resolve("localhost:0"))
    EXPECT_TRUE(each.address().is_loopback());
}

/// Whether this machine has IPv6.
bool has_ipv6() {
  return resolve(":0").front().address().is_v6();
}

TEST(Listener, a_port_alone_is_every_address) {
  const auto all = resolve(":8080");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all.front().address().is_unspecified());
  EXPECT_EQ(all.front().port(), 8080);
}

// As Go, Node and most containers have it.
TEST(Listener, every_ipv6_address_takes_ipv4_clients_too) {
  if (!has_ipv6()) GTEST_SKIP() << "there is no IPv6 here";
  asio::io_context io(1);
  const net_options options;
  connection_quota quota(options.bounds);
  closed_ports ports;
  loop where(io, options, quota, ports.all());
  const listener here(where, resolve("[::]:0").front());
  asio::ip::tcp::socket client(io);
  EXPECT_NO_THROW(
      client.connect({asio::ip::address_v4::loopback(), here.local().port()}));
}

TEST(Listener, what_both_families_cover_is_known) {
  const auto at = [](const char* text) { return resolve(text).front(); };
  EXPECT_TRUE(covers({asio::ip::address_v6::any(), 80}, at("0.0.0.0:80")));
  EXPECT_FALSE(covers({asio::ip::address_v6::any(), 81}, at("0.0.0.0:80")));
  EXPECT_FALSE(covers({asio::ip::address_v6::any(), 80}, at("127.0.0.1:80")));
  EXPECT_FALSE(covers(at("0.0.0.0:80"), at("0.0.0.0:80")));
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
  closed_ports ports;
  loop where(io, options, quota, ports.all());
  const listener first(where, resolve("127.0.0.1:0").front());
  const listener second(where, first.local());
  EXPECT_EQ(first.local(), second.local());
  EXPECT_THROW(require_free(first.local()), std::runtime_error);
}

/// The descriptor in this process whose peer is `peer`; -1: there is none.
int accepted_from(const asio::ip::tcp::endpoint& peer) {
  for (int fd = 0; fd < 1'024; ++fd) {
    endpoint of;
    socklen_t size = static_cast<socklen_t>(of.capacity());
    if (::getpeername(fd, of.data(), &size) == 0 && of == peer) return fd;
  }
  return -1;
}

int option_of(int fd, int level, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  EXPECT_EQ(::getsockopt(fd, level, name, &value, &size), 0);
  return value;
}

TEST(Listener, what_it_accepts_waits_for_no_more_bytes_and_keeps_few) {
  asio::io_context io(1);
  const net_options options;
  connection_quota quota(options.bounds);
  closed_ports ports;
  loop where(io, options, quota, ports.all());
  listener here(where, resolve("127.0.0.1:0").front());
  here.start();
  asio::ip::tcp::socket client(io);
  client.connect(here.local());
  client.send(asio::buffer("G", 1));  // who says nothing is not accepted yet
  while (quota.size() == 0) io.run_one();
  const int fd = accepted_from(client.local_endpoint());
  ASSERT_GE(fd, 0);
  EXPECT_EQ(option_of(fd, IPPROTO_TCP, TCP_NODELAY), 1);
  // The kernel doubles what is asked for (socket(7)), or grants less.
  EXPECT_LE(option_of(fd, SOL_SOCKET, SO_SNDBUF), 2 * kernel_send_buffer);
  here.stop();
  where.cut_all();
  io.poll();
}

}  // namespace
}  // namespace parley
