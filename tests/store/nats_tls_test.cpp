// SPDX-License-Identifier: Apache-2.0
// What a listener gets to see that takes the place of a NATS server and says
// that it has no TLS.
#include "store/nats_connection.hpp"
#include "tests/lab/script/certificate.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <fstream>
#include <future>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace parley {
namespace {

class LyingServer {
 public:
  LyingServer() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const address = reinterpret_cast<sockaddr*>(&where);
    socklen_t size = sizeof where;
    if (bind(listener_, address, size) != 0 || listen(listener_, 8) != 0 ||
        getsockname(listener_, address, &size) != 0)
      throw std::runtime_error("no listener");
    port_ = std::to_string(ntohs(where.sin_port));
  }
  ~LyingServer() { close(listener_); }

  std::string host() const { return "127.0.0.1:" + port_; }

  /// All that one client sends before it closes, or before it is answered.
  std::string what_a_client_sends() const {
    const int client = accept(listener_, nullptr, nullptr);
    constexpr std::string_view info =
        "INFO {\"server_id\":\"x\",\"version\":\"2.9.10\",\"proto\":1,"
        "\"max_payload\":1048576,\"auth_required\":true}\r\n";
    EXPECT_EQ(write(client, info.data(), info.size()),
              static_cast<ssize_t>(info.size()));
    std::string all;
    std::array<char, 4'096> bytes{};
    while (all.find("PING") == std::string::npos) {
      const auto count = read(client, bytes.data(), bytes.size());
      if (count <= 0) break;
      all.append(bytes.data(), static_cast<std::size_t>(count));
    }
    close(client);
    return all;
  }

 private:
  int listener_;
  std::string port_;
};

std::string sent_to_a_liar(const std::string& scheme,
                           const std::string& authority) {
  LyingServer server;
  cluster_options options;
  options.servers = {scheme + server.host()};
  options.user = "parley";
  options.password = "hunter2";
  options.tls_ca = authority;
  auto sent = std::async(std::launch::async,
                         [&] { return server.what_a_client_sends(); });
  const nats_connection client(options, "test");
  return sent.get();
}

TEST(NatsTls, a_server_without_tls_gets_no_password) {
  EXPECT_EQ(sent_to_a_liar("tls://", ""), "");
  const temporary_directory folder;
  const auto authority = folder.path() + "/ca.pem";
  std::ofstream(authority) << script::make_certificate().certificate_pem;
  EXPECT_EQ(sent_to_a_liar("tls://", authority), "");
  EXPECT_EQ(sent_to_a_liar("nats://", authority), "");
}

// Without TLS in the settings it does: the check of the settings is about that.
TEST(NatsTls, the_listener_sees_what_is_sent_in_clear_text) {
  EXPECT_NE(sent_to_a_liar("nats://", "").find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace parley
