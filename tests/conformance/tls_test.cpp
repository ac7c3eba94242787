// SPDX-License-Identifier: Apache-2.0
// TLS as clients see it: the server's output to a silent client is no sign of
// life; accepted ciphers and keys.
#include "net/tls.hpp"

#include "tests/conformance/node.hpp"
#include "tests/conformance/stream.hpp"
#include "tests/conformance/tls_files.hpp"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace parley::conformance {
namespace {

struct closer {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

/// Connects to 127.0.0.1 with TLS and checks no certificate. Blocks.
class tls_client {
 public:
  explicit tls_client(std::uint16_t port)
      : context_(SSL_CTX_new(TLS_client_method())),
        bio_(BIO_new_ssl_connect(context_.get())) {
    const auto where = "127.0.0.1:" + std::to_string(port);
    BIO_set_conn_hostname(bio_.get(), where.c_str());
    if (BIO_do_handshake(bio_.get()) != 1) throw wire_error("no TLS");
  }

  void send(const std::string& text) {
    BIO_write(bio_.get(), text.data(), static_cast<int>(text.size()));
  }

  std::string read(std::size_t bytes) {
    while (received_.size() < bytes) {
      std::array<char, 4'096> into{};
      const int got = BIO_read(bio_.get(), into.data(), into.size());
      if (got <= 0) throw wire_error("the server ended the connection");
      received_.append(into.data(), static_cast<std::size_t>(got));
    }
    auto front = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return front;
  }

  void read_head() {
    std::string head;
    while (!head.ends_with("\r\n\r\n")) head += read(1);
    if (head.find(" 101 ") == std::string::npos) throw wire_error(head);
  }

  /// Octet 0 and the payload of a short frame.
  std::pair<unsigned char, std::string> read_frame() {
    const auto start = read(2);
    auto size = static_cast<std::size_t>(static_cast<unsigned char>(start[1]));
    if (size == 126) {
      const auto more = read(2);
      size =
          static_cast<std::size_t>(static_cast<unsigned char>(more[0])) * 256 +
          static_cast<unsigned char>(more[1]);
    }
    return {static_cast<unsigned char>(start[0]), read(size)};
  }

 private:
  std::unique_ptr<SSL_CTX, closer> context_;
  std::unique_ptr<BIO, closer> bio_;
  std::string received_;
};

TEST(silent_client, behind_tls_is_closed_with_3012_after_one_ping) {
  const auto files = make_tls_files("liveness");
  node server([&](settings& values) {
    with_fallbacks(values);
    values.tls_cert = files.certificate;
    values.tls_key = files.key;
    values.net.bounds.ping_interval = std::chrono::milliseconds(100);
    values.net.bounds.pong_timeout = std::chrono::milliseconds(100);
  });
  for (const std::string target :
       {"/chat/pier", "/echo", "/connection/uni_websocket?cf_connect=%7B%7D",
        "/connection/websocket?cf_ws_frame_ping_pong=true"}) {
    SCOPED_TRACE(target);
    tls_client client(server.port());
    client.send(upgrade_text(target));
    client.read_head();
    int pings = 0;
    auto frame = client.read_frame();
    for (; frame.first != 0x88 && pings < 3; frame = client.read_frame())
      if (frame.first == 0x89) ++pings;
    EXPECT_EQ(pings, 1);
    ASSERT_EQ(frame.first, 0x88) << "it is pinged and never given up";
    EXPECT_EQ(frame.second.substr(0, 2), "\x0b\xc4") << "3012";
  }
  server.stop(raw_client::patience);
}

/// Whether a TLS 1.2 client that offers only `cipher` gets a connection.
bool is_taken(std::uint16_t port, const char* cipher) {
  const std::unique_ptr<SSL_CTX, closer> context(
      SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context.get(), cipher);
  const std::unique_ptr<BIO, closer> bio(BIO_new_ssl_connect(context.get()));
  const auto where = "127.0.0.1:" + std::to_string(port);
  BIO_set_conn_hostname(bio.get(), where.c_str());
  return BIO_do_handshake(bio.get()) == 1;
}

TEST(tls, of_version_1_2_has_forward_secrecy_and_authenticated_encryption) {
  const auto files = make_tls_files("ciphers");
  node server([&](settings& values) {
    values.tls_cert = files.certificate;
    values.tls_key = files.key;
  });
  for (const auto* good :
       {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305"})
    EXPECT_TRUE(is_taken(server.port(), good)) << good;
  for (const auto* bad : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384",
                          "ECDHE-ECDSA-AES128-SHA256"})
    EXPECT_FALSE(is_taken(server.port(), bad)) << bad;
  server.stop(raw_client::patience);
}

TEST(tls_key, with_a_pass_phrase_is_refused_with_a_sentence) {
  const auto files = make_tls_files("locked", "open sesame");
  try {
    load_tls(files.certificate, files.key);
    FAIL() << "nobody typed the pass phrase";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("has a pass phrase"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace parley::conformance
