#include "cli/settings_line.hpp"

#include "server/settings_source.hpp"
#include "server/settings_warnings.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <unistd.h>

namespace parley {

namespace {

/// A flag with a value that is short for `--set key=value`.
void add_short(CLI::App& command, settings_line& line, const std::string& flag,
               const std::string& key, const std::string& type,
               const std::string& help) {
  command
      .add_option_function<std::string>(
          flag,
          [&line, key](const std::string& text) {
            line.flags.emplace_back(key, text);
          },
          help)
      ->type_name(type);
}

/// A flag without a value that switches `key` on.
void add_switch(CLI::App& command, settings_line& line, const std::string& flag,
                const std::string& key, const std::string& help) {
  command.add_flag_callback(
      flag, [&line, key] { line.flags.emplace_back(key, "true"); }, help);
}

}  // namespace

void add_settings_options(CLI::App& command, settings_line& line) {
  command.add_option("--config", line.config, "settings file")
      ->type_name("FILE.toml");
  command
      .add_option("--listen", line.listen,
                  "address to listen on; may be repeated")
      ->type_name("HOST:PORT");
  command.add_option("--set", line.assignments, "set any key of the file")
      ->type_name("KEY=VALUE");
  add_short(command, line, "--threads", "threads", "N",
            "loops; default one per core");
  add_short(command, line, "--tls-cert", "tls.cert", "FILE.pem",
            "certificate chain; reloaded on SIGHUP");
  add_short(command, line, "--tls-key", "tls.key", "FILE.pem", "its key");
  add_short(command, line, "--data", "data", "DIR",
            "directory of the journal, for durable namespaces");
  add_short(command, line, "--shutdown-timeout", "shutdown.timeout", "DURATION",
            "longest time a clean stop may take; default 10s");
  add_short(command, line, "--log-level", "log.level", "LEVEL",
            "trace, debug, info, warning, error, critical or off");
  add_short(command, line, "--log-format", "log.format", "FORMAT",
            "text or json");
  add_short(command, line, "--cluster", "cluster.servers", "nats://HOST:PORT",
            "servers of the NATS by which nodes are one cluster");
  add_short(command, line, "--cluster-name", "cluster.name", "NAME",
            "what its nodes have in common; default parley");
  add_short(command, line, "--node", "cluster.node", "ID",
            "this node's own name in it");
  add_short(command, line, "--caf", "caf", "NAME=VALUE",
            "options of CAF itself, separated by spaces");
  add_short(command, line, "--echo-path", "echo_path", "PATH",
            "a WebSocket that sends everything back, for tests");
  add_switch(command, line, "--compression", "websocket.compression",
             "offer permessage-deflate");
  add_switch(command, line, "--insecure", "insecure",
             "allow other addresses than loopback without access control");
}

std::vector<std::string> warnings_of(const settings& values) {
  std::vector<std::string> names;
  for (char** each = environ; *each; ++each) {
    const std::string_view variable(*each);
    const auto end = variable.find('=');
    // An empty variable is not set.
    if (end != variable.npos && end + 1 < variable.size())
      names.emplace_back(variable.substr(0, end));
  }
  return warnings_of(values, names);
}

settings settings_of(const settings_line& line) {
  settings_source source{
      .file = line.config,
      .environment =
          [](const std::string& name) { return std::getenv(name.c_str()); },
      .flags = {}};
  for (const auto& text : line.assignments) {
    const auto equals = text.find('=');
    // Not quoted: the rest may be a secret.
    if (equals == std::string::npos)
      throw settings_error("--set: expected KEY=VALUE, one of them has no =");
    source.flags.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  source.flags.insert(source.flags.end(), line.flags.begin(), line.flags.end());
  std::string addresses;
  for (const auto& address : line.listen) addresses += address + ' ';
  if (!addresses.empty()) source.flags.emplace_back("listen", addresses);
  return load_settings(source);
}

}  // namespace parley
