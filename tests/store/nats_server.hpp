// A NATS server with JetStream of the test's own, on loopback and a free port.
#pragma once

#include "store/cluster_options.hpp"
#include "tests/store/temporary_directory.hpp"

#include <string>
#include <sys/types.h>

namespace parley {

class nats_server {
 public:
  /// Starts it and waits until it is ready.
  nats_server();
  /// Ends it.
  ~nats_server();
  nats_server(const nats_server&) = delete;
  nats_server& operator=(const nats_server&) = delete;

  /// To be a node of this name at it.
  cluster_options options(const std::string& node = "a") const;

 private:
  temporary_directory folder_;
  std::string url_;
  pid_t process_ = -1;
};

}  // namespace parley
