// SPDX-License-Identifier: Apache-2.0
#include "tests/lab/script/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace parley::script {

namespace {

using key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using x509 = std::unique_ptr<X509, decltype(&X509_free)>;
using bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

void add_extension(X509& one, int kind, const char* value) {
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
  X509_add_ext(&one, extension, -1);
  X509_EXTENSION_free(extension);
}

x509 sign(EVP_PKEY& pair) {
  x509 one(X509_new(), &X509_free);
  X509_set_version(one.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(one.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(one.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(one.get()), 3'600);
  X509_set_pubkey(one.get(), &pair);
  X509_NAME* name = X509_get_subject_name(one.get());
  const std::string common_name = "parley test";
  X509_NAME_add_entry_by_txt(
      name, "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>(common_name.data()),
      static_cast<int>(common_name.size()), -1, 0);
  X509_set_issuer_name(one.get(), name);
  add_extension(*one, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(*one, NID_subject_alt_name, "IP:127.0.0.1");
  X509_sign(one.get(), &pair, EVP_sha256());
  return one;
}

std::string content(BIO& memory) {
  BUF_MEM* bytes = nullptr;
  BIO_get_mem_ptr(&memory, &bytes);
  return {bytes->data, bytes->length};
}

}  // namespace

certificate make_certificate() {
  const key pair(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const x509 one = sign(*pair);
  const bio first(BIO_new(BIO_s_mem()), &BIO_free_all);
  PEM_write_bio_X509(first.get(), one.get());
  const bio second(BIO_new(BIO_s_mem()), &BIO_free_all);
  PEM_write_bio_PrivateKey(second.get(), pair.get(), nullptr, nullptr, 0,
                           nullptr, nullptr);
  return {content(*first), content(*second)};
}

}  // namespace parley::script
