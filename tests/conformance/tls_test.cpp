// TLS as clients meet it: which ciphers are taken, and which keys.
#include "net/tls.hpp"

#include "tests/conformance/node.hpp"
#include "tests/conformance/tls_files.hpp"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace parley::conformance {
namespace {

struct closer {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

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
