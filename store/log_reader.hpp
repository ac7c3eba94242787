// Reads a room's log out of a stream of JetStream by the API for single
// messages: the stream's leader answers by itself. A consumer would have to be
// made by the leader of all of JetStream and ended again, for each room that
// is loaded.
#pragma once

#include "store/nats_connection.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace parley {

class log_reader {
 public:
  using sequence = std::uint64_t;

  /// `nats` outlives it. Throws store_error.
  explicit log_reader(nats_connection& nats);
  ~log_reader();

  /// What a stream has of a subject from `first` to `last`. Blocks; throws
  /// store_error.
  std::map<sequence, std::string> read(const std::string& stream,
                                       const std::string& subject,
                                       sequence first, sequence last);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
