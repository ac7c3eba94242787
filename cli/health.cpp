// SPDX-License-Identifier: Apache-2.0
#include "cli/health.hpp"

#include "cli/inspect/node_client.hpp"
#include "cli/settings_line.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <memory>
#include <string_view>

namespace parley {

namespace {

struct command_line {
  settings_line settings;
  std::string url;
};

int ask(const command_line& line) {
  try {
    const auto url =
        line.url.empty() ? health_url(settings_of(line.settings)) : line.url;
    // A certificate has the name that clients use, not the address of a
    // loopback; only whether the node answers is asked.
    using inspect::node_client;
    node_client node(url, "", node_client::certificates::any);
    std::cout << node.get("/health");
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "parley health: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

std::string health_url(const settings& values) {
  auto address = values.listen.front();
  const auto colon = address.rfind(':');
  if (colon == address.npos || address.substr(colon) == ":0")
    throw settings_error("listen: " + address +
                         " does not say at which port to ask; name --url");
  const auto port = address.substr(colon);
  auto host = address.substr(0, colon);
  if (host.empty() || host == "0.0.0.0" || host == "*") host = "127.0.0.1";
  if (host == "[::]" || host == "::") host = "[::1]";
  return (values.tls_cert.empty() ? "http://" : "https://") + host + port;
}

void add_health_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "health",
      "Ask a node whether it is well; the same settings say where it listens.");
  const auto line = std::make_shared<command_line>();
  add_settings_options(*command, line->settings);
  command->add_option("--url", line->url, "another node, http:// or https://")
      ->type_name("URL");
  command->callback([line, &exit_code] { exit_code = ask(*line); });
}

}  // namespace parley
