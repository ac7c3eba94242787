// What a run of `parley verify` is made of. Plain data.
#pragma once

#include "cli/script/destination.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parley::verify {

struct plan {
  /// Clients go to them in turn, and on to the next when one does not answer.
  std::vector<std::string> urls{"ws://127.0.0.1:8080"};
  std::string path = "/connection/websocket";
  script::tls_options tls{};
  std::string token{};

  std::size_t clients = 60;
  std::size_t rooms = 12;
  /// Each client is in so many of them.
  std::size_t rooms_each = 4;
  /// Rooms are in these in turn; empty: a room without one.
  std::vector<std::string> namespaces{""};
  /// How often each client publishes.
  std::chrono::milliseconds every{200};

  std::size_t rounds = 1;
  /// For the shell; empty: nothing is broken, only watched.
  std::string fault{};
  /// So many clients leave and come back at the beginning of each round, so
  /// that a node that came back has some again.
  std::size_t reconnects = 0;
  /// Before each fault, and of a round without one.
  std::chrono::milliseconds calm{2'000};
  /// Within this all is well again after a fault, and presence is true.
  std::chrono::milliseconds patience{30'000};
  std::uint64_t seed = 1;
};

}  // namespace parley::verify
