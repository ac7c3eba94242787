// SPDX-License-Identifier: Apache-2.0
#include "cli/token.hpp"

#include "tests/protocol/token_signing.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace parley {
namespace {

struct outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// What `parley` says and returns for these arguments after its name.
outcome run(const std::string& arguments, const std::string& input = "") {
  CLI::App app;
  outcome result;
  add_token_command(app, result.exit_code);
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  auto* const old_in = std::cin.rdbuf(in.rdbuf());
  auto* const old_out = std::cout.rdbuf(out.rdbuf());
  auto* const old_err = std::cerr.rdbuf(err.rdbuf());
  const auto restore = [&] {
    std::cin.rdbuf(old_in);
    std::cin.clear();
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
  };
  try {
    app.parse(arguments);
  } catch (...) {
    restore();
    throw;
  }
  restore();
  result.out = out.str();
  result.err = err.str();
  return result;
}

class token_command : public testing::Test {
 protected:
  token_command() { std::ofstream(file_) << "my own long secret\n"; }
  ~token_command() override { std::filesystem::remove(file_); }

  std::string make(const std::string& options) const {
    auto result = run("token make --key-file " + file_ + ' ' + options);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(result.out.ends_with('\n'));
    return result.out.substr(0, result.out.find('\n'));
  }
  outcome check(const std::string& token, const std::string& input = "") const {
    return run("token check --key-file " + file_ + ' ' + token, input);
  }

  const std::string file_ =
      testing::TempDir() + "parley_token_" +
      testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt";
};

TEST_F(token_command, makes_a_token_that_it_finds_good) {
  const auto result = check(make("--user 42 --channels news,chat"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_TRUE(
      result.out.starts_with("connection token\n"
                             "  user       \"42\"\n"
                             "  channels   \"chat\", \"news\"\n"))
      << result.out;
  EXPECT_EQ(result.out.find("never"), std::string::npos);
}

TEST_F(token_command, makes_a_token_for_a_channel) {
  const auto result = check(
      make("--user 42 --channel news --ttl never --info [1] --alg HS512"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("channel    \"news\"\n"), std::string::npos);
  EXPECT_NE(result.out.find("info       [1]\n"), std::string::npos);
  EXPECT_NE(result.out.find("expires    never\n"), std::string::npos);
}

TEST_F(token_command, reads_a_token_from_the_standard_input) {
  const auto token = make("--user 42");
  EXPECT_EQ(check("-", token + '\n').exit_code, 0);
  EXPECT_EQ(check("-", " \n" + token).exit_code, 0);
  EXPECT_EQ(check("-", "").exit_code, 1);
  EXPECT_EQ(check("-", std::string(100'000, 'a')).exit_code, 1);
}

TEST_F(token_command, says_1_and_why_of_a_token_that_is_refused) {
  const auto token = make("--user 42");
  const auto garbage = check("garbage");
  EXPECT_EQ(garbage.exit_code, 1);
  EXPECT_EQ(garbage.out, "");
  EXPECT_EQ(garbage.err,
            "parley token: refused: this is not a signed JSON Web Token of at "
            "most 16 KiB\n");
  std::ofstream(file_) << "another secret";
  const auto refused = check(token);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(refused.err,
            "parley token: refused: it is not signed with a key that is valid "
            "here\n");
}

TEST_F(token_command, tells_what_an_expired_token_says) {
  const auto result =
      check(hmac_token(R"({"sub":"42","exp":1})", "my own long secret"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "parley token: refused: it has expired (`exp`)\n");
  EXPECT_EQ(result.out,
            "connection token\n  user       \"42\"\n"
            "  expires    1970-01-01 00:00:01 UTC\n");
}

TEST_F(token_command, wants_exactly_one_place_to_find_a_key) {
  const auto* want =
      "parley token: give one of --secret-env, --key-file and --config\n";
  for (const auto* keys : {"", " --key-file a --config b"}) {
    const auto made = run(std::string("token make --user 42") + keys);
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_EQ(made.err, want);
    EXPECT_EQ(run(std::string("token check x") + keys).exit_code, 2);
  }
}

TEST_F(token_command, finds_a_key_in_the_environment_and_in_settings) {
  const auto token = make("--user 42");
  setenv("PARLEY_TEST_TOKEN_SECRET", "my own long secret", 1);
  EXPECT_EQ(run("token check --secret-env PARLEY_TEST_TOKEN_SECRET " + token)
                .exit_code,
            0);
  unsetenv("PARLEY_TEST_TOKEN_SECRET");
  std::ofstream(file_)
      << "client.token.hmac_secret_key = \"my own long secret\"\n";
  EXPECT_EQ(run("token check --config " + file_ + ' ' + token).exit_code, 0);
}

TEST_F(token_command, says_2_of_options_it_cannot_use) {
  const auto error = [this](const std::string& options) {
    const auto result =
        run("token make --user 42 --key-file " + file_ + ' ' + options);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    return result.err;
  };
  for (const std::string ttl : {"0s", "5", "soon", "1ms"})
    EXPECT_EQ(error("--ttl " + ttl),
              "parley token: --ttl " + ttl +
                  ": expected a duration such as 30s, 15m or 1h, or "
                  "\"never\"\n");
  EXPECT_EQ(error("--info nonsense"),
            "parley token: --info is not JSON: nonsense\n");
  EXPECT_EQ(error("--alg RS256"),
            "parley token: --alg RS256: this key signs with: HS256 HS384 "
            "HS512\n");
}

TEST_F(token_command, wants_to_be_told_enough) {
  EXPECT_THROW(run("token"), CLI::RequiredError);
  EXPECT_THROW(run("token make"), CLI::RequiredError);
  EXPECT_THROW(run("token check"), CLI::RequiredError);
  EXPECT_THROW(run("token make --user 1 --channel a --channels b"),
               CLI::ExcludesError);
}

TEST_F(token_command, is_not_run_unless_asked_for) {
  EXPECT_EQ(run("").exit_code, -1);
}

}  // namespace
}  // namespace parley
