// SPDX-License-Identifier: Apache-2.0
#include "tests/store/nats_server.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace parley {

nats_server::nats_server(const std::string& config) : config_(config) {
  start();
}

nats_server::~nats_server() {
  stop();
}

std::string nats_server::config_path() const {
  return folder_.path() + "/nats.conf";
}

void nats_server::write() const {
  std::ofstream(config_path())
      << "listen: \"127.0.0.1:" << port_ << "\"\njetstream { store_dir: \""
      << folder_.path() + "/data"
      << "\" }\n"
      << config_ << '\n';
}

/// What its log says up to and with the line of `text`.
std::string nats_server::await_log(const std::string& text) {
  std::string log;
  std::array<char, 4'096> bytes{};
  while (log.find(text) == std::string::npos ||
         log.find('\n', log.find(text)) == std::string::npos) {
    const auto count = read(log_, bytes.data(), bytes.size());
    if (count <= 0) throw std::runtime_error("nats-server: " + log);
    log.append(bytes.data(), static_cast<std::size_t>(count));
  }
  return log;
}

void nats_server::start() {
  write();
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ == 0) {
    dup2(ends[1], STDERR_FILENO);
    execlp("nats-server", "nats-server", "-c", config_path().c_str(), nullptr);
    std::perror("nats-server");
    _exit(1);
  }
  close(ends[1]);
  log_ = ends[0];
  const auto log = await_log("Server is ready");
  constexpr std::string_view before = "client connections on ";
  const auto at = log.find(before) + before.size();
  const auto where = log.substr(at, log.find('\n', at) - at);
  url_ = "nats://" + where;
  port_ = where.substr(where.rfind(':') + 1);
}

void nats_server::stop() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  close(log_);
  process_ = -1;
}

// A port of its own choice cannot be changed by a reload, so the file has it.
void nats_server::reload(const std::string& config) {
  config_ = config;
  write();
  kill(process_, SIGHUP);
  await_log("Reloaded server configuration");
}

cluster_options nats_server::options(const std::string& node) const {
  cluster_options out;
  out.servers = {url_};
  out.node = node;
  return out;
}

}  // namespace parley
