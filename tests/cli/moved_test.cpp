// SPDX-License-Identifier: Apache-2.0
#include "cli/moved.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

class moved_command : public testing::TestWithParam<const char*> {
 protected:
  int run(const std::string& arguments) {
    int exit_code = 0;
    CLI::App app;
    add_moved_commands(app, exit_code);
    testing::internal::CaptureStderr();
    app.parse(GetParam() + (' ' + arguments));
    printed_ = testing::internal::GetCapturedStderr();
    return exit_code;
  }

  std::string printed_;
};

TEST_P(moved_command, names_the_program_that_has_it_whatever_its_arguments) {
  const std::string name = GetParam();
  const auto expected =
      "parley " + name + ": is now `parley-lab " + name + "`\n";
  for (const auto* arguments : {"", "s1c1 --url ws://a --pid 7", "--help"}) {
    EXPECT_EQ(run(arguments), 2) << arguments;
    EXPECT_EQ(printed_, expected) << arguments;
  }
}

INSTANTIATE_TEST_SUITE_P(all, moved_command,
                         testing::Values("bench", "script", "verify"));

}  // namespace
}  // namespace parley
