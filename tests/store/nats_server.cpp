#include "tests/store/nats_server.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace parley {

namespace {

/// What its log says of itself, up to when it is ready.
std::string read_log(int from) {
  std::string log;
  std::array<char, 4'096> bytes{};
  while (log.find("Server is ready") == std::string::npos) {
    const auto count = read(from, bytes.data(), bytes.size());
    if (count <= 0) throw std::runtime_error("nats-server: " + log);
    log.append(bytes.data(), static_cast<std::size_t>(count));
  }
  return log;
}

std::string url_in(const std::string& log) {
  constexpr std::string_view before = "client connections on ";
  const auto at = log.find(before) + before.size();
  return "nats://" + log.substr(at, log.find('\n', at) - at);
}

}  // namespace

nats_server::nats_server() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ == 0) {
    dup2(ends[1], STDERR_FILENO);
    execlp("nats-server", "nats-server", "-a", "127.0.0.1", "-p", "-1", "-js",
           "-sd", folder_.path().c_str(), nullptr);
    std::perror("nats-server");
    _exit(1);
  }
  close(ends[1]);
  url_ = url_in(read_log(ends[0]));
}

nats_server::~nats_server() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

cluster_options nats_server::options(const std::string& node) const {
  cluster_options out;
  out.servers = {url_};
  out.node = node;
  return out;
}

}  // namespace parley
