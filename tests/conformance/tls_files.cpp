// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/tls_files.hpp"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <unistd.h>

namespace parley::conformance {

namespace {

struct closer {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(FILE* file) const { std::fclose(file); }
};

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

std::unique_ptr<FILE, closer> open_file(const std::string& path) {
  std::unique_ptr<FILE, closer> file(std::fopen(path.c_str(), "w"));
  require(file != nullptr, "cannot write a file");
  return file;
}

}  // namespace

tls_files make_tls_files(const std::string& name,
                         const std::string& pass_phrase) {
  const auto start = ::testing::TempDir() + "tls_files_" +
                     std::to_string(::getpid()) + '_' + name;
  const tls_files made{start + ".cert.pem", start + ".key.pem"};
  const std::unique_ptr<EVP_PKEY, closer> key(EVP_EC_gen("P-256"));
  const std::unique_ptr<X509, closer> certificate(X509_new());
  require(key && certificate, "cannot make a key");
  constexpr long day = 24 * 60 * 60;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), day);
  X509_set_pubkey(certificate.get(), key.get());
  auto* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0,
          "cannot sign");
  require(
      PEM_write_X509(open_file(made.certificate).get(), certificate.get()) == 1,
      "cannot write the certificate");
  const auto size = static_cast<int>(pass_phrase.size());
  require(PEM_write_PKCS8PrivateKey(open_file(made.key).get(), key.get(),
                                    size > 0 ? EVP_aes_128_cbc() : nullptr,
                                    size > 0 ? pass_phrase.data() : nullptr,
                                    size, nullptr, nullptr) == 1,
          "cannot write the key");
  return made;
}

}  // namespace parley::conformance
