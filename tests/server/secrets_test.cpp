// SPDX-License-Identifier: Apache-2.0
#include "server/secrets.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace parley {
namespace {

using place = std::function<std::string&(settings&)>;

const std::pair<std::string, place> secrets[] = {
    {"http_api.key",
     [](settings& s) -> std::string& { return s.http_api.key; }},
    {"admin.secret",
     [](settings& s) -> std::string& { return s.net.operators.secret; }},
    {"client.token.hmac_secret_key",
     [](settings& s) -> std::string& {
       return s.client.token.hmac_secret_key;
     }},
    {"client.token.hmac_previous_secret_key",
     [](settings& s) -> std::string& {
       return s.client.token.hmac_previous_secret_key;
     }},
    {"client.subscription_token.hmac_secret_key",
     [](settings& s) -> std::string& {
       return s.client.subscription_token.hmac_secret_key;
     }},
    {"client.subscription_token.hmac_previous_secret_key",
     [](settings& s) -> std::string& {
       return s.client.subscription_token.hmac_previous_secret_key;
     }},
};

TEST(Secrets, that_somebody_could_guess_are_refused_by_name) {
  for (const auto& [key, of] : secrets) {
    settings values;
    EXPECT_NO_THROW(check_secrets(values)) << "none is set";
    of(values) = std::string(shortest_secret, 'x');
    EXPECT_NO_THROW(check_secrets(values)) << key;
    of(values) = "short, it is";
    try {
      check_secrets(values);
      ADD_FAILURE() << key;
    } catch (const settings_error& error) {
      const std::string text = error.what();
      EXPECT_TRUE(text.starts_with(key + ": at least 16")) << text;
      EXPECT_EQ(text.find("short, it is"), std::string::npos) << text;
    }
  }
}

TEST(Secrets, end_without_the_line_end_that_files_have) {
  for (const auto& [key, of] : secrets) {
    settings values;
    of(values) = " a secret with blanks \r\n\n";
    trim_secrets(values);
    EXPECT_EQ(of(values), " a secret with blanks ") << key;
  }
}

}  // namespace
}  // namespace parley
