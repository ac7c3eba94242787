// SPDX-License-Identifier: Apache-2.0
#include "lab/script.hpp"

#include "tests/lab/script/test_server.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace parley {
namespace {

// What `parley-lab` returns for these arguments after its name.
int run(const std::string& arguments) {
  CLI::App app;
  int exit_code = -1;
  add_script_command(app, exit_code);
  app.parse(arguments);
  return exit_code;
}

class script_command : public testing::Test {
 protected:
  script_command() {
    std::ofstream(file_) << "a connect /echo\na send hi\na expect hi\n";
  }
  ~script_command() override { std::filesystem::remove(file_); }

  const script::test_server server_;
  const std::string file_ =
      testing::TempDir() + "parley_" +
      testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt";
};

TEST_F(script_command, runs_its_files_against_the_server_of_the_url) {
  EXPECT_EQ(run("script " + file_ + " --url " + server_.url()), 0);
  EXPECT_EQ(run("script " + file_ + " --url " + server_.url() + "/other"), 1);
  EXPECT_EQ(run("script " + file_ + " gone.txt --url " + server_.url()), 2);
}

TEST_F(script_command, understands_its_options_or_says_2) {
  const auto start = "script " + file_ + " --url " + server_.url();
  EXPECT_EQ(run(start + " --timeout 1m --insecure-tls"), 0);
  EXPECT_EQ(run(start + " --timeout 5"), 2);
  EXPECT_EQ(run("script " + file_ + " --url http://127.0.0.1"), 2);
  EXPECT_EQ(run(start + " --ca " + file_), 1);
}

TEST_F(script_command, wants_at_least_one_file) {
  EXPECT_THROW(run("script"), CLI::RequiredError);
}

TEST_F(script_command, is_not_run_unless_asked_for) {
  EXPECT_EQ(run(""), -1);
}

}  // namespace
}  // namespace parley
