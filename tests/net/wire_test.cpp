// SPDX-License-Identifier: Apache-2.0
#include "net/wire.hpp"

#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"
#include "tests/net/closed_ports.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <span>
#include <string>

namespace parley {
namespace {

using asio::ip::tcp;

constexpr std::size_t queue_size = 10'000;
constexpr std::uint64_t room = 7, other = 8;

constexpr overflow disconnect{slow_policy::disconnect, room};
constexpr overflow drop_oldest{slow_policy::drop_oldest, room};
constexpr overflow latest_only{slow_policy::latest_only, room};

frame frame_of(std::string text) {
  std::string bytes;
  append_frame(bytes, opcode::text, payload_coding::identity, text);
  return make_frame(std::move(bytes));
}

/// Reads until the peer has ended.
struct listener final : wire_user {
  void on_drained() override {}
  void on_timer() override {}
  void on_full() override {}
  void on_input(std::span<char> bytes) override {
    heard.append(bytes.data(), bytes.size());
    largest = std::max(largest, bytes.size());
    told = true;
  }
  void on_input_end() override { told = ended = true; }

  std::string heard;
  std::size_t largest = 0;  // of what came at once
  bool told = false;
  bool ended = false;
};

/// A wire whose peer takes nothing until the test reads.
class Wire : public ::testing::Test {
 protected:
  Wire() {
    options.bounds.queue_size = queue_size;
    tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
    acceptor.set_option(asio::socket_base::receive_buffer_size(4'096));
    peer.connect(acceptor.local_endpoint());
    tcp_socket socket(io.get_executor());
    acceptor.accept(socket);
    socket.set_option(asio::socket_base::send_buffer_size(4'096));
    under = std::make_shared<wire<tcp_socket>>(
        std::move(socket), where, quota.enter(asio::ip::address()));
  }
  ~Wire() override {
    under->cut();
    io.poll();
  }

  push_result push(const std::string& text, overflow when_full) {
    const auto result = under->push(frame_of(text), when_full);
    turn();
    return result;
  }

  void turn() {
    io.poll();
    where.flushing().run();
  }

  /// Says zeros until the kernel takes no more: from here on all waits. Nobody
  /// may drop them.
  void fill_kernel() {
    const std::string zeros(1'000, '0');
    while (!under->congested()) {
      ASSERT_TRUE(under->append(zeros));
      sent += zeros.size();
      turn();
    }
    ASSERT_FALSE(under->full());
  }

  /// Reads as the peer does until all that was heard ends with `last`.
  void read_up_to(const std::string& last) {
    constexpr int patience = 600;  // a minute: only ends what would hang
    std::array<char, 1'024> bytes{};
    for (int idle = 0; !heard.ends_with(last); turn()) {
      if (peer.available() > 0) {
        heard.append(bytes.data(), peer.read_some(asio::buffer(bytes)));
      } else {
        ASSERT_LT(++idle, patience) << "nothing comes behind " << heard.size();
        io.run_one_for(std::chrono::milliseconds(100));
      }
    }
  }

  /// One read, and what it brings.
  void listen(const std::shared_ptr<listener>& reader) {
    reader->told = false;
    under->read(reader);
    while (!reader->told) io.run_one();
  }

  /// All that has been said behind the zeros, up to `last`.
  std::string hear_up_to(const std::string& last) {
    read_up_to(last);
    return heard.substr(sent);
  }

  asio::io_context io{1};
  asio::executor_work_guard<executor> work{io.get_executor()};
  net_options options;
  connection_quota quota{options.bounds};
  closed_ports ports;
  loop where{io, options, quota, ports.all()};
  tcp::socket peer{io};
  std::shared_ptr<wire<tcp_socket>> under;
  std::string heard;
  std::size_t sent = 0;  // zeros
};

TEST_F(Wire, a_full_outbox_takes_nothing_more) {
  fill_kernel();
  const std::string text(1'000, 'x');
  auto result = push_result::queued;
  for (int i = 0; i < 20 && result == push_result::queued; ++i)
    result = push(text, disconnect);
  EXPECT_EQ(result, push_result::slow);
  EXPECT_TRUE(under->full());
}

TEST_F(Wire, dropping_the_oldest_keeps_the_newest) {
  fill_kernel();
  for (int i = 100; i < 200; ++i) {
    const bool fits = !under->full();
    ASSERT_EQ(push(std::to_string(i) + std::string(997, 'x'), drop_oldest),
              fits ? push_result::queued : push_result::dropped);
  }
  const auto got = hear_up_to("199" + std::string(997, 'x'));
  EXPECT_LT(got.size(), 2 * queue_size);
  EXPECT_EQ(got.find("100x"), std::string::npos);
  EXPECT_NE(got.find("198x"), std::string::npos);
}

TEST_F(Wire, dropping_the_oldest_does_not_help_against_other_rooms) {
  fill_kernel();
  while (!under->full())
    ASSERT_EQ(push(std::string(1'000, 'o'), {slow_policy::disconnect, other}),
              push_result::queued);
  EXPECT_EQ(push("mine", drop_oldest), push_result::slow);
}

TEST_F(Wire, only_the_latest_waits_when_the_peer_does_not_keep_up) {
  fill_kernel();
  ASSERT_EQ(push("a reply", {}), push_result::queued);
  for (int i = 0; i < 100; ++i)
    ASSERT_EQ(push("value " + std::to_string(i), latest_only),
              i == 0 ? push_result::queued : push_result::dropped);
  const auto got = hear_up_to("value 99");
  EXPECT_TRUE(got.ends_with(*frame_of("a reply") + *frame_of("value 99")));
}

TEST_F(Wire, latest_only_drops_nothing_while_the_peer_keeps_up) {
  for (int i = 0; i < 100; ++i)
    ASSERT_EQ(push("value " + std::to_string(i), latest_only),
              push_result::queued);
  std::string all;
  for (int i = 0; i < 100; ++i) all += *frame_of("value " + std::to_string(i));
  EXPECT_EQ(hear_up_to("value 99"), all);
}

TEST_F(Wire, hears_all_whatever_its_own_buffer_holds) {
  const auto reader = std::make_shared<listener>();
  std::string said;
  for (const std::size_t size :
       {std::size_t{1}, tcp_read_size - 1, tcp_read_size, tcp_read_size + 1,
        read_size - 1, read_size, read_size + 1, 3 * read_size}) {
    SCOPED_TRACE(size);
    std::string part;
    while (part.size() < size)
      part += std::to_string(said.size() + part.size());
    part.resize(size);
    said += part;
    asio::write(peer, asio::buffer(part));
    while (reader->heard.size() < said.size()) listen(reader);
    EXPECT_TRUE(reader->heard == said) << "after " << said.size();
  }
  EXPECT_GT(reader->largest, tcp_read_size);
  EXPECT_FALSE(reader->ended);
  peer.shutdown(tcp::socket::shutdown_send);
  listen(reader);
  EXPECT_TRUE(reader->ended);
  EXPECT_EQ(reader->heard.size(), said.size());
}

TEST_F(Wire, nothing_follows_the_last_bytes) {
  fill_kernel();
  while (!under->full())
    ASSERT_EQ(push(std::string(1'000, 'x'), disconnect), push_result::queued);
  under->append_last("the end");
  EXPECT_EQ(push("more", disconnect), push_result::closed);
  under->append_last("another end");
  EXPECT_TRUE(under->append("and more"));
  EXPECT_TRUE(hear_up_to("the end").ends_with("xthe end"));
  turn();
  EXPECT_EQ(peer.available(), 0u);
}

}  // namespace
}  // namespace parley
