// SPDX-License-Identifier: Apache-2.0
// One HTTP connection over a pair of sockets: what it keeps for its client, and
// when it hears it.
#include "net/http_session.hpp"

#include "net/page.hpp"
#include "tests/net/closed_ports.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <sys/socket.h>

namespace parley {
namespace {

using asio::ip::tcp;

class HttpSession : public ::testing::Test {
 protected:
  HttpSession() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    peer_ = ends[1];
    const int small = 4'096;
    ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    tcp_socket socket(io.get_executor());
    socket.assign(tcp::v4(), ends[0]);
    under = std::make_shared<wire<tcp_socket>>(
        std::move(socket), where, quota.enter(asio::ip::address()));
    serve_http(under);
  }
  ~HttpSession() override {
    under->cut();
    io.poll();
    ::close(peer_);
  }

  /// Sends what the kernel takes; returns how much.
  std::size_t say(std::string_view bytes) const {
    const auto sent =
        ::send(peer_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent < 0 ? 0 : static_cast<std::size_t>(sent);
  }

  /// Lets the loop run until it has nothing to do.
  void settle() {
    for (int quiet = 0; quiet < 3;) {
      const auto before = under->queued();
      quiet = io.poll() == 0 && under->queued() == before ? quiet + 1 : 0;
      where.flushing().run();
      most = std::max(most, under->queued());
    }
  }

  std::string hear() const {
    std::string all;
    std::array<char, 65'536> bytes{};
    ssize_t count = 0;
    while ((count = ::recv(peer_, bytes.data(), bytes.size(), MSG_DONTWAIT)) >
           0)
      all.append(bytes.data(), static_cast<std::size_t>(count));
    return all;
  }

  asio::io_context io{1};
  net_options options;
  connection_quota quota{options.bounds};
  closed_ports ports;
  loop where{io, options, quota, ports.all()};
  std::shared_ptr<wire<tcp_socket>> under;
  std::size_t most = 0;  // bytes that ever waited for the client
  int peer_;
};

std::size_t count_of(std::string_view text, std::string_view wanted) {
  std::size_t count = 0;
  for (auto at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + 1))
    ++count;
  return count;
}

// 32 kB of requests ask for some hundred megabytes of pages.
TEST_F(HttpSession, keeps_one_answer_however_many_are_asked_for_and_not_read) {
  const auto& file = *find_page_file("/");
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  std::string many;
  while (many.size() < 32'768) many += request;
  for (int i = 0; i < 20; ++i) {
    say(many);
    settle();
  }
  constexpr std::size_t head = 1'024;
  EXPECT_GT(under->queued(), 0u);
  EXPECT_LE(most, file.content.size() + head);
  // The page itself is not copied for the answer.
  EXPECT_EQ(shared_content(file).get(), shared_content(file).get());
}

TEST_F(HttpSession, answers_all_that_was_asked_once_it_is_read) {
  std::string many;
  for (int i = 0; i < 100; ++i)
    many += "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_EQ(say(many), many.size());
  std::string heard;
  for (int i = 0; i < 10'000 && count_of(heard, "\r\n\r\nok\n") < 100; ++i) {
    settle();
    heard += hear();
  }
  EXPECT_EQ(count_of(heard, "HTTP/1.1 200 OK\r\n"), 100u);
}

TEST_F(HttpSession, asks_for_a_body_that_waits_only_when_it_would_read_it) {
  say("POST /health HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 5\r\n\r\n");
  settle();
  const auto heard = hear();
  EXPECT_TRUE(heard.starts_with("HTTP/1.1 405 ")) << heard;
  EXPECT_NE(heard.find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST_F(HttpSession, stops_at_once_when_nothing_has_begun) {
  settle();
  where.stop([] {});
  settle();
  EXPECT_FALSE(hear().size());
  char byte = 0;
  EXPECT_EQ(::recv(peer_, &byte, 1, MSG_DONTWAIT), 0) << "no FIN";
}

}  // namespace
}  // namespace parley
