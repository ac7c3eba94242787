// SPDX-License-Identifier: Apache-2.0
#include "server/readiness.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Readiness, the_defaults_are_ready) {
  EXPECT_NO_THROW(check_readiness({}));
}

TEST(Readiness, what_serve_would_refuse_is_refused) {
  settings open;
  open.listen = {"0.0.0.0:0"};
  EXPECT_THROW(check_readiness(open), settings_error);
  settings nowhere;
  nowhere.listen = {"127.0.0.1:port"};
  EXPECT_ANY_THROW(check_readiness(nowhere));
  settings no_file;
  no_file.tls_cert = no_file.tls_key = "/nonexistent.pem";
  EXPECT_ANY_THROW(check_readiness(no_file));
}

}  // namespace
}  // namespace parley
