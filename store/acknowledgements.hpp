// SPDX-License-Identifier: Apache-2.0
// What became of messages that were published to JetStream at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <nats/nats.h>
#include <unordered_map>
#include <vector>

namespace parley {

/// Filled by a thread of libnats, awaited by one other.
class acknowledgements {
 public:
  using sequences = std::unordered_map<natsMsg*, std::uint64_t>;

  /// The message is about to be published, or was not.
  void expect(natsMsg* message);
  void not_sent(natsMsg* message);

  /// What libnats calls, once for each message; `self` is an acknowledgements.
  static void on_answer(jsCtx*, natsMsg* message, jsPubAck* ack, jsPubAckErr*,
                        void* self);

  /// The sequence of each message of the round; 0: refused, or unknown after
  /// `patience`.
  sequences await(std::chrono::milliseconds patience);

 private:
  /// Whether the message is one of the round.
  bool take(natsMsg* message, const jsPubAck* ack);

  std::mutex mutex_;
  std::condition_variable changed_;
  sequences found_;       // guarded by mutex_
  std::size_t open_ = 0;  // guarded by mutex_
  /// Of the round, and answered: gone with it, so that no other message of it
  /// gets the same address. Guarded by mutex_.
  std::vector<natsMsg*> answered_;
};

}  // namespace parley
