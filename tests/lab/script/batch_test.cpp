// SPDX-License-Identifier: Apache-2.0
#include "lab/script/batch.hpp"

#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace parley::script {
namespace {

class batch : public testing::Test {
 protected:
  batch() {
    std::filesystem::create_directories(folder_);
    wanted_.server = parse_address(server_.url());
  }
  ~batch() override { std::filesystem::remove_all(folder_); }

  // The path of a new script, which is the next to be run.
  std::string add(const std::string& name, std::string_view text) {
    const auto path = folder_ + name;
    std::ofstream(path, std::ios::binary) << text;
    wanted_.files.push_back(path);
    return path;
  }

  exit_status run() { return run_files(wanted_, out_, err_); }

  const std::string folder_ =
      testing::TempDir() + "parley_" +
      testing::UnitTest::GetInstance()->current_test_info()->name() + '/';
  const test_server server_;
  options wanted_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(batch, passes_when_all_files_pass_and_says_so_a_line_each) {
  const auto one = add("one.txt", "a connect /echo\nrepeat 2\na send x\nend\n");
  const auto two = add("two.txt", "a connect /echo\n");
  EXPECT_EQ(run(), all_passed);
  EXPECT_EQ(err_.str(), "");
  const std::regex lines("ok " + one + R"( \(3 steps, \d+ ms\)\n)" + "ok " +
                         two + R"( \(1 steps, \d+ ms\)\n)");
  EXPECT_TRUE(std::regex_match(out_.str(), lines)) << out_.str();
}

TEST_F(batch, stops_a_file_at_its_first_failure_but_runs_the_others) {
  const auto bad = add("bad.txt", "a connect /no\na connect /refuse\n");
  const auto good = add("good.txt", "a connect /echo\n");
  EXPECT_EQ(run(), some_failed);
  EXPECT_EQ(err_.str(), bad + ":1: expected HTTP 101, got HTTP 404\n");
  EXPECT_TRUE(out_.str().starts_with("ok " + good)) << out_.str();
}

TEST_F(batch, gives_every_file_clients_of_its_own) {
  add("one.txt", "a connect /echo\n");
  const auto two = add("two.txt", "a send x\n");
  EXPECT_EQ(run(), some_failed);
  EXPECT_EQ(err_.str(), two + ":1: a is not connected\n");
}

TEST_F(batch, runs_nothing_when_a_file_cannot_be_understood) {
  add("good.txt", "a connect /echo\n");
  const auto bad = add("bad.txt", "a connect\nend\n");
  EXPECT_EQ(run(), not_understood);
  EXPECT_EQ(out_.str(), "");
  EXPECT_EQ(err_.str(), bad + ":1: missing path, such as /chat\n" + bad +
                            ":2: end without repeat\n");
}

TEST_F(batch, runs_nothing_when_a_file_cannot_be_read) {
  add("good.txt", "a connect /echo\n");
  const auto gone = folder_ + "gone.txt";
  wanted_.files.push_back(gone);
  wanted_.files.push_back(folder_);
  EXPECT_EQ(run(), not_understood);
  EXPECT_EQ(out_.str(), "");
  EXPECT_EQ(err_.str(), gone + ": cannot be read: No such file or directory\n" +
                            folder_ + ": cannot be read: Is a directory\n");
}

TEST_F(batch, fails_when_the_server_cannot_be_found) {
  add("good.txt", "a connect /echo\n");
  // Not a name at all, so that no resolver is asked for it.
  wanted_.server.host = std::string(300, 'x');
  EXPECT_EQ(run(), some_failed);
  EXPECT_TRUE(err_.str().starts_with("cannot find the host \"xxx"))
      << err_.str();
}

TEST_F(batch, fails_when_the_certificates_cannot_be_read) {
  add("good.txt", "a connect /echo\n");
  wanted_.tls.ca_file = folder_ + "gone.pem";
  EXPECT_EQ(run(), some_failed);
  EXPECT_EQ(err_.str(), "cannot read the certificates " + folder_ +
                            "gone.pem: No such file or directory\n");
}

}  // namespace
}  // namespace parley::script
