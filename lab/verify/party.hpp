// SPDX-License-Identifier: Apache-2.0
// The clients of a run and their connections; calls each client regularly. All
// of it runs on the caller's thread.
#pragma once

#include "lab/script/client.hpp"
#include "lab/script/destination.hpp"
#include "lab/verify/diary.hpp"
#include "lab/verify/member.hpp"
#include "lab/verify/plan.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace parley::verify {

class party {
 public:
  /// Looks the servers up; throws std::runtime_error.
  party(const plan& chosen, diary& run);
  /// Closes what is open; blocks for a second at most.
  ~party();
  party(const party&) = delete;
  party& operator=(const party&) = delete;

  /// Waits until `done`, called every few milliseconds; false when `patience`
  /// ended first.
  bool run_until(const std::function<bool()>& done,
                 std::chrono::milliseconds patience);
  void run_for(std::chrono::milliseconds time);

  std::vector<std::reference_wrapper<member>> members();
  /// Ends the connection of a random client, which then reconnects.
  void cut(std::size_t who);
  /// For other work on this thread.
  boost::asio::io_context& io() { return io_; }

 private:
  struct seat {
    member self;
    /// Index of its server; the next one when that does not answer.
    std::size_t server = 0;
    std::unique_ptr<script::client> link{};
    bool is_open = false;
    bool is_over = false;
  };

  void turn();
  void turn(seat& of, instant now);
  void open(seat& of, instant now);
  void look(seat& of, instant now);
  void lose(seat& of, std::uint16_t code, instant now);

  std::string path_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      open_{io_.get_executor()};
  std::vector<std::unique_ptr<script::destination>> servers_;
  std::vector<std::unique_ptr<seat>> seats_;
};

}  // namespace parley::verify
