// SPDX-License-Identifier: Apache-2.0
// Reads a room's log out of a stream of JetStream: fast, by a consumer, which
// the leader of all of JetStream has to make; or surely, message by message,
// which the stream's leader answers by itself. The one may not be there, or not
// know a stream that is, when the other is.
#pragma once

#include "store/nats_connection.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace parley {

class log_reader {
 public:
  using sequence = std::uint64_t;

  /// Reads by the connection that `nats` has now. Throws store_error.
  explicit log_reader(nats_connection& nats);
  ~log_reader();

  /// The entries of a subject in a stream from `first` to `last`, which exists,
  /// by their sequences. Blocks; throws store_error.
  using messages = std::map<sequence, std::string>;
  messages read(const std::string& stream, const std::string& subject,
                sequence first, sequence last);

  /// The two ways. Without a consumer there is nothing.
  std::optional<messages> read_by_consumer(const std::string& stream,
                                           const std::string& subject,
                                           sequence first, sequence last);
  messages read_one_by_one(const std::string& stream,
                           const std::string& subject, sequence first,
                           sequence last);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
