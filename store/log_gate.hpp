// SPDX-License-Identifier: Apache-2.0
// Which entries of a room's log in JetStream a node accepts: entries with the
// cluster's seal, on the subject for which they were written, each after the
// one that its writer knew. Pure.
#pragma once

#include "protocol/peer/log.pb.h"
#include "store/cluster_seal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// What an entry is sealed for: it opens on no other subject.
std::string log_place(std::string_view subject);

class log_gate {
 public:
  log_gate(const cluster_seal& seal, std::string_view subject);

  /// Nothing: it has no seal of ours, or is not an entry.
  std::optional<peer::LogEntry> open(std::string_view message) const;

  /// The messages of a log are judged from the oldest to the newest, each with
  /// its place in the stream.
  struct judged {
    /// Nothing: it is not believed.
    std::optional<peer::LogEntry> entry{};
    /// It is ours, and stands where its writer has not put it.
    bool is_copy = false;
  };
  judged next(std::uint64_t at, std::string_view message);

 private:
  const cluster_seal seal_;
  const std::string place_;
  std::uint64_t before_ = 0;
};

}  // namespace parley
