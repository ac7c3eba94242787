// SPDX-License-Identifier: Apache-2.0
#include "server/access_keys.hpp"

#include "tests/server/keys.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(HttpApiKeys, errors_are_in_the_body_or_the_status) {
  http_api_options values;
  const auto keys = http_api_keys(values);
  set_key(keys, "http_api.error_mode", "transport");
  EXPECT_TRUE(values.transport_errors);
  set_key(keys, "http_api.error_mode", "");
  EXPECT_FALSE(values.transport_errors);
  EXPECT_THROW(set_key(keys, "http_api.error_mode", "body"), settings_error);
  set_key(keys, "http_api.key", "k3y");
  set_key(keys, "http_api.max_request_body_size", "1024");
  EXPECT_EQ(values.key, "k3y");
  EXPECT_EQ(values.body_size, 1024u);
}

TEST(HttpApiKeys, what_opens_the_server_api_is_secret) {
  http_api_options api;
  EXPECT_EQ(secrets_of(http_api_keys(api)),
            std::vector<std::string>{"http_api.key"});
}

}  // namespace
}  // namespace parley
