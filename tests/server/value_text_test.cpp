#include "server/value_text.hpp"

#include "server/settings.hpp"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <sstream>

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
  EXPECT_EQ(text_of({"key", &key, "", true}), "# key is set");
  key.clear();
  EXPECT_EQ(text_of({"key", &key, "", true}), "# key is not set");
}

TEST(ValueText, all_settings_are_a_file_that_reads_back) {
  settings values;
  std::string file;
  for (const auto& each : all_settings(values)) file += text_of(each) + '\n';
  EXPECT_NO_THROW(static_cast<void>(toml::parse(file))) << file;
}

}  // namespace
}  // namespace parley
