// SPDX-License-Identifier: Apache-2.0
// The parameters of a run of `parley-lab verify`. Plain data.
#pragma once

#include "lab/script/destination.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parley::verify {

struct plan {
  /// Clients use them in turn, and the next one when one does not answer.
  std::vector<std::string> urls{"ws://127.0.0.1:8080"};
  std::string path = "/connection/websocket";
  script::tls_options tls{};
  std::string token{};

  std::size_t clients = 60;
  std::size_t rooms = 12;
  /// Number of rooms that each client joins.
  std::size_t rooms_each = 4;
  /// The rooms use these in turn; an empty one is none.
  std::vector<std::string> namespaces{""};
  /// How often each client publishes.
  std::chrono::milliseconds every{200};

  std::size_t rounds = 1;
  /// A shell command; empty: no faults.
  std::string fault{};
  /// Number of clients that reconnect at the beginning of each round, so that a
  /// node that was restarted has clients again.
  std::size_t reconnects = 0;
  /// Time before each fault, and of a round without one.
  std::chrono::milliseconds calm{2'000};
  /// Within this all is well again after a fault, and presence is true.
  std::chrono::milliseconds patience{30'000};
  std::uint64_t seed = 1;
};

}  // namespace parley::verify
