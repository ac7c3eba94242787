// SPDX-License-Identifier: Apache-2.0
#include "net/tls.hpp"

#include <boost/system/error_code.hpp>
#include <openssl/ssl.h>

#include <cstddef>
#include <stdexcept>

namespace parley {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else.
constexpr const char* ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

void require(const error_code& failed, const std::string& what) {
  if (failed) throw std::runtime_error(what + ": " + failed.message());
}

}  // namespace

tls_context load_tls(const std::string& certificate_file,
                     const std::string& key_file) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  context->set_options(ssl::context::default_workarounds |
                       ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                       ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  // A renegotiation costs the server much and the client little.
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
  // Idle connections are many: their 34 KiB of buffers are given back.
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);

  if (SSL_CTX_set_cipher_list(context->native_handle(), ciphers) != 1)
    throw std::runtime_error("this OpenSSL has none of our TLS 1.2 ciphers");

  // OpenSSL would prompt for a pass phrase at the terminal, and a server that
  // waits there serves no client and handles no signal.
  const auto asked = std::make_shared<bool>(false);
  context->set_password_callback(
      [asked](std::size_t, ssl::context::password_purpose) {
        *asked = true;
        return std::string();
      });
  error_code failed;
  context->use_certificate_chain_file(certificate_file, failed);
  require(failed, "cannot use the TLS certificate " + certificate_file);
  context->use_private_key_file(key_file, ssl::context::pem, failed);
  if (*asked)
    throw std::runtime_error(
        "the TLS key " + key_file +
        " has a pass phrase, which a server cannot enter; remove it with "
        "`openssl pkey -in KEY -out NEW`");
  require(failed, "cannot use the TLS key " + key_file);
  if (SSL_CTX_check_private_key(context->native_handle()) != 1)
    throw std::runtime_error("the TLS key " + key_file +
                             " does not belong to the certificate " +
                             certificate_file);
  return context;
}

}  // namespace parley
