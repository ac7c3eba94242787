// SPDX-License-Identifier: Apache-2.0
#include "server/value_text.hpp"

#include "server/settings.hpp"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace parley {
namespace {

TEST(ValueText, writes_each_type_as_toml_has_it) {
  bool flag = true;
  double rate = 0.5;
  std::string text = "a\"b\\\n";
  std::chrono::milliseconds second(2'000), odd(250);
  std::vector<std::string> list{"a", "b"};
  EXPECT_EQ(text_of({"x", &flag, ""}), "x = true");
  EXPECT_EQ(text_of({"x", &rate, ""}), "x = 0.5");
  EXPECT_EQ(text_of({"x", &text, ""}), "x = \"a\\\"b\\\\\\u000a\"");
  EXPECT_EQ(text_of({"x", &second, ""}), "x = \"2s\"");
  EXPECT_EQ(text_of({"x", &odd, ""}), "x = \"250ms\"");
  EXPECT_EQ(text_of({"x", &list, ""}), "x = [\"a\", \"b\"]");
}

TEST(ValueText, of_a_secret_it_says_only_whether_it_is_set) {
  std::string key = "do not tell";
  EXPECT_EQ(text_of({"key", &key, "", privacy::secret}), "# key is set");
  key.clear();
  EXPECT_EQ(text_of({"key", &key, "", privacy::secret}), "# key is not set");
}

TEST(ValueText, of_a_url_it_does_not_say_who_connects) {
  for (const auto& [url, shown] :
       std::vector<std::pair<std::string, std::string>>{
           {"nats://bob:hunter2@h:4222", "nats://***@h:4222"},
           {"nats://t0ken@h", "nats://***@h"},
           {"tls://bob:p@ss/w0rd@h:4222", "tls://***@h:4222"},
           {"bob:hunter2@h:4222", "***@h:4222"},
           {"nats://h:4222", "nats://h:4222"}}) {
    auto one = url;
    std::vector<std::string> several{"nats://a:1", url};
    EXPECT_EQ(text_of({"x", &one, "", privacy::url}), "x = \"" + shown + '"');
    EXPECT_EQ(text_of({"x", &several, "", privacy::url}),
              "x = [\"nats://a:1\", \"" + shown + "\"]");
  }
  settings values;
  values.cluster.servers = {"nats://bob:hunter2@h:4222"};
  for (const auto& each : all_settings(values))
    EXPECT_EQ(text_of(each).find("hunter2"), std::string::npos) << each.key;
}

TEST(ValueText, an_address_with_a_user_is_no_url) {
  std::string issuer = "team@example.org";
  EXPECT_EQ(text_of({"x", &issuer, ""}), "x = \"team@example.org\"");
}

TEST(ValueText, all_settings_are_a_file_that_reads_back) {
  settings values;
  std::string file;
  for (const auto& each : all_settings(values)) file += text_of(each) + '\n';
  EXPECT_NO_THROW(static_cast<void>(toml::parse(file))) << file;
}

}  // namespace
}  // namespace parley
