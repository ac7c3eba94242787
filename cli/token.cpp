// SPDX-License-Identifier: Apache-2.0
#include "cli/token.hpp"

#include "cli/token_key.hpp"
#include "cli/token_mint.hpp"
#include "cli/token_report.hpp"
#include "server/value.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace parley {

namespace {

// The command line as it was written; one of each command.
struct make_line {
  key_source source;
  token_wish wish;
  std::string lifetime = "1h";
};

struct check_line {
  key_source source;
  std::string token;
};

unix_seconds now() {
  using std::chrono::system_clock;
  return system_clock::to_time_t(system_clock::now());
}

std::optional<std::chrono::seconds> parse_lifetime(const std::string& text) {
  if (text == "never") return std::nullopt;
  try {
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(parse_duration(text));
    if (seconds.count() > 0) return seconds;
  } catch (const settings_error&) {
    // said below, with the option's name
  }
  throw token_usage_error("--ttl " + text +
                          ": expected a duration such as 30s, 15m or 1h, or "
                          "\"never\"");
}

void check_source(const key_source& source) {
  const int given = !source.environment.empty() + !source.file.empty() +
                    !source.config.empty();
  if (given != 1)
    throw token_usage_error(
        "give one of --secret-env, --key-file and --config");
}

int make(make_line& line) {
  line.wish.lifetime = parse_lifetime(line.lifetime);
  const auto key = read_signing_key(line.source, !line.wish.channel.empty());
  std::cout << mint(line.wish, key, now()) << '\n';
  return 0;
}

/// The first word of the standard input, up to the maximum size of a token.
std::string read_token() {
  std::string token;
  std::cin >> std::setw(static_cast<int>(token_size_max) + 1) >> token;
  return token;
}

int check(const check_line& line) {
  const auto keys = read_checking_keys(line.source);
  const auto token = line.token == "-" ? read_token() : line.token;
  const auto verdict = judge(token, keys, now());
  if (verdict.problem)
    std::cerr << "parley token: refused: " << explain(*verdict.problem) << '\n';
  if (verdict.claims) std::cout << describe(*verdict.claims);
  return verdict.problem ? 1 : 0;
}

template <class Line>
int run(int (*command)(Line&), Line& line) {
  try {
    check_source(line.source);
    return command(line);
  } catch (const token_usage_error& error) {
    std::cerr << "parley token: " << error.what() << '\n';
  } catch (const std::invalid_argument& error) {
    std::cerr << "parley token: " << error.what() << '\n';
  }
  return 2;
}

void add_key_options(CLI::App& command, key_source& source) {
  command
      .add_option("--secret-env", source.environment,
                  "Environment variable with the key: a secret or a PEM")
      ->type_name("NAME");
  command
      .add_option("--key-file", source.file,
                  "File with the key: a secret or a PEM")
      ->type_name("FILE");
  command
      .add_option("--config", source.config,
                  "Settings of a server, whose client.token is used")
      ->type_name("FILE.toml");
}

void add_make(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("make", "Print a new token");
  const auto line = std::make_shared<make_line>();
  auto& wish = line->wish;
  command
      ->add_option("--user", wish.user,
                   "The user's id; \"\" is the anonymous user")
      ->required()
      ->type_name("ID");
  auto* channel =
      command
          ->add_option("--channel", wish.channel,
                       "Make a token for subscribing to this channel")
          ->type_name("NAME");
  command
      ->add_option("--channels", wish.channels,
                   "Channels the connection is subscribed to, with commas")
      ->delimiter(',')
      ->excludes(channel)
      ->type_name("NAMES");
  command
      ->add_option("--ttl", line->lifetime,
                   "How long it is valid: 30s, 15m, 1h, or never")
      ->type_name("DURATION")
      ->capture_default_str();
  command
      ->add_option("--info", wish.info,
                   "What others see about the user (or in the channel)")
      ->type_name("JSON");
  command
      ->add_option("--alg", wish.algorithm,
                   "HS256 and so on; default is what the key is for")
      ->type_name("NAME");
  add_key_options(*command, line->source);
  command->callback([line, &exit_code] { exit_code = run(&make, *line); });
}

void add_check(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("check", "Say what is in a token, or what is wrong");
  const auto line = std::make_shared<check_line>();
  command
      ->add_option("TOKEN", line->token,
                   "The token, or - to read it from stdin")
      ->required();
  add_key_options(*command, line->source);
  command->callback(
      [line, &exit_code] { exit_code = run<const check_line>(&check, *line); });
}

}  // namespace

void add_token_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("token", "Make and check tokens (docs/tokens.md)");
  command->require_subcommand(1);
  add_make(*command, exit_code);
  add_check(*command, exit_code);
}

}  // namespace parley
