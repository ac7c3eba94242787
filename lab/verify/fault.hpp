// Something that is broken on purpose: a command of the user's, which ends when
// it is whole again.
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace parley::verify {

/// What a command said it did. A line `node NAME` says that the clients of that
/// node may lose their connections, `node` alone that nobody may; what else it
/// says is for people.
struct damage {
  std::string words;
  /// Nothing: it did not say.
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
  /// When it is over; 0 is well.
  int status() const;
  damage done() const;

 private:
  struct process;
  std::unique_ptr<process> process_;
};

}  // namespace parley::verify
