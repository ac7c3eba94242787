// SPDX-License-Identifier: Apache-2.0
// A NATS server with JetStream of the test's own, on loopback and a free port.
#pragma once

#include "store/cluster_options.hpp"
#include "tests/store/temporary_directory.hpp"

#include <string>
#include <sys/types.h>

namespace parley {

class nats_server {
 public:
  /// Starts it and waits until it is ready. `config`: what its file says beside
  /// that.
  explicit nats_server(const std::string& config = "");
  /// Ends it.
  ~nats_server();
  nats_server(const nats_server&) = delete;
  nats_server& operator=(const nats_server&) = delete;

  /// To be a node of this name at it.
  cluster_options options(const std::string& node = "a") const;

  /// Reads its file again, which has `config` now.
  void reload(const std::string& config);

  /// Kills it; and starts it on the port that it had.
  void stop();
  void start();

 private:
  std::string config_path() const;
  void write() const;
  std::string await_log(const std::string& text);

  temporary_directory folder_;
  std::string config_;
  std::string url_;
  std::string port_ = "-1";
  int log_ = -1;
  pid_t process_ = -1;
};

}  // namespace parley
