// SPDX-License-Identifier: Apache-2.0
#include "lab/script/destination.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley::script {
namespace {

std::string error_of(const address& where, const tls_options& options) {
  try {
    resolve(where, options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(resolve, takes_an_address_as_it_is) {
  const auto server = resolve(parse_address("ws://127.0.0.1:8080"), {});
  ASSERT_EQ(server.endpoints.size(), 1U);
  EXPECT_EQ(server.endpoints.front().address().to_string(), "127.0.0.1");
  EXPECT_EQ(server.endpoints.front().port(), 8080);
  EXPECT_EQ(server.where.authority, "127.0.0.1:8080");
}

TEST(resolve, says_which_host_it_cannot_find) {
  // Longer than a name may be, so that no name server is asked.
  address where = parse_address("ws://127.0.0.1:8080");
  where.host = std::string(300, 'x');
  EXPECT_TRUE(error_of(where, {}).starts_with("cannot find the host \"xxx"));
}

TEST(resolve, says_which_certificates_it_cannot_read) {
  EXPECT_EQ(error_of(parse_address("wss://127.0.0.1"),
                     {.verify = true, .ca_file = "/nowhere.pem"}),
            "cannot read the certificates /nowhere.pem: No such file or "
            "directory");
}

}  // namespace
}  // namespace parley::script
