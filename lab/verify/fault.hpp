// SPDX-License-Identifier: Apache-2.0
// A fault on purpose: a command of the user, which ends when the fault is
// repaired.
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace parley::verify {

/// The output of a command. A line `node NAME` allows the clients of that node
/// to lose their connections, `node` alone allows it to none; other lines are
/// for the user.
struct damage {
  std::string words;
  /// Nothing: the output has no such line.
  std::optional<std::set<std::string>> nodes;
};

/// Pure.
damage read_damage(const std::string& output);

class fault {
 public:
  /// Starts `command` in a shell with PARLEY_VERIFY_ROUND and
  /// PARLEY_VERIFY_SEED, which is another one in each round. Throws
  /// std::runtime_error.
  fault(boost::asio::io_context& io, const std::string& command,
        std::size_t round, std::uint64_t seed);
  ~fault();
  fault(const fault&) = delete;
  fault& operator=(const fault&) = delete;

  bool is_over();
  /// The exit code when the command has ended.
  int status() const;
  damage done() const;

 private:
  struct process;
  std::unique_ptr<process> process_;
};

}  // namespace parley::verify
