// SPDX-License-Identifier: Apache-2.0
#include "net/tls.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace parley {
namespace {

TEST(Tls, a_missing_file_is_named) {
  try {
    load_tls("/nonexistent/cert.pem", "/nonexistent/key.pem");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("/nonexistent/cert.pem"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace parley
