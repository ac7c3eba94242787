// SPDX-License-Identifier: Apache-2.0
#include "cli/serve.hpp"

#include "cli/settings_line.hpp"
#include "net/page.hpp"
#include "protocol/log_text.hpp"
#include "server/access.hpp"
#include "server/descriptors.hpp"
#include "server/logging.hpp"
#include "server/server.hpp"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <memory>

namespace parley {

namespace {

/// The signals that the main thread waits for; blocked in every thread.
sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  return signals;
}

/// Returns when the process gets a signal to stop.
void await_stop(server& node, const sigset_t& signals) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (signal != SIGHUP) {
      spdlog::info("serve.stop signal={}", signal);
      return;
    }
    node.reload_tls();
  }
}

void run(const settings& values) {
  // Before any thread starts, so that all inherit it.
  const auto signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  // A journal at the file-size limit shall be an error of the write, not our
  // end.
  std::signal(SIGXFSZ, SIG_IGN);

  const auto descriptors = raise_descriptor_limit();
  spdlog::info("serve.descriptors before={} now={}", descriptors.before,
               descriptors.now);
  for (const auto& door : open_doors(with_plain_access(values)))
    spdlog::info("serve.open_door what={}", log_text(door));
  if (const auto missing = missing_page_file(); !missing.empty())
    spdlog::warn(
        "serve.incomplete_page missing={} effect=\"the chat page lets no "
        "guests "
        "in\" remedy=\"build with the modules of web/package-lock.json\"",
        missing);
  server node(values);
  node.start();
  for (const auto& url : node.urls())
    std::cout << "listening on " << url << std::endl;
  for (const auto& url : node.operator_urls())
    std::cout << "listening for operators on " << url << std::endl;

  await_stop(node, signals);
  // From here on a second signal ends the process at once.
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  node.shutdown(values.shutdown_timeout);
  spdlog::info("serve.stopped");
}

int serve(const settings_line& line) {
  try {
    const auto values = settings_of(line);
    start_logging(values.log_level, values.format);
    for (const auto& each : warnings_of(values))
      spdlog::warn("serve.unused_setting what={}", log_text(each));
    run(values);
    return 0;
  } catch (const settings_error& error) {
    std::cerr << "parley serve: " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "parley serve: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("serve", "Run a node.");
  auto line = std::make_shared<settings_line>();
  add_settings_options(*command, *line);
  command->callback([line, &exit_code] { exit_code = serve(*line); });
}

}  // namespace parley
