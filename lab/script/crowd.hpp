// SPDX-License-Identifier: Apache-2.0
// All clients of one running script, by name, and the loop they live on.
// Nothing happens in them but inside pump(): one thread, no locks.
#pragma once

#include "lab/script/client.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace parley::script {

class crowd {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `server` must outlive it.
  explicit crowd(destination& server);
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// Ends what is still connected without a word.
  ~crowd();

  /// Null if there is no client of that name.
  client* find(const std::string& name);

  /// A new client that is connecting; the name must be free.
  client& open(const std::string& name, const connect& request);

  /// Ends a client and frees its name; with `reset` by a TCP reset.
  void remove(const std::string& name, bool reset = false);

  /// Says goodbye for all that are connected, then removes all clients.
  void close_all(std::chrono::milliseconds timeout);

  /// Lets all clients work until `done` says so (true) or the deadline (false).
  bool pump(time_point deadline, const std::function<bool()>& done);

 private:
  void end(client& one, bool reset);

  destination& server_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      stay_{io_.get_executor()};
  std::map<std::string, std::unique_ptr<client>> clients_;
};

}  // namespace parley::script
