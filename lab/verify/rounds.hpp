// SPDX-License-Identifier: Apache-2.0
// The course of a run: rounds of calm, a fault and the recovery from it.
#pragma once

#include "lab/verify/checker.hpp"
#include "lab/verify/diary.hpp"
#include "lab/verify/fault.hpp"
#include "lab/verify/party.hpp"
#include "lab/verify/plan.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace parley::verify {

using milliseconds = std::chrono::milliseconds;

struct round_report {
  std::size_t number = 0;
  damage fault{};
  milliseconds fault_took{};
  /// From the end of the fault until each client received a later publication.
  milliseconds well_after{};
  /// From then until presence was correct.
  milliseconds presence_after{};
  std::size_t disconnects = 0;
  /// Of clients whose node had no fault.
  std::size_t disturbed = 0;
  /// Of clients that stayed connected to a node without a fault: the longest
  /// time in each room between deliveries, and from publish to delivery.
  std::vector<milliseconds> silences{};
  std::string most_silent{};  ///< The room with the longest of them.
  std::vector<milliseconds> waits{};
};

class rounds {
 public:
  rounds(const plan& chosen, diary& run, party& clients);

  /// Whether all clients joined their rooms.
  bool begin();
  /// Calls `told` after each round; ends after a round that fails.
  void run(const std::function<void(const round_report&)>& told);
  /// Stops publishing, and waits for messages in flight.
  void end();

 private:
  struct window;
  void shuffle(std::size_t round);
  /// Whether the fault was caused and repaired.
  bool run_fault(round_report& report);
  /// Whether all clients have recovered.
  bool settle(round_report& report);
  void check_presence(round_report& report);
  std::string presence_difference(std::size_t room);
  void measure(const window& since, round_report& report);
  void count_disconnects(const window& since, round_report& report);
  bool all_are_in();
  bool all_heard(publication_id since) const;
  bool all_agree() const;

  const plan& plan_;
  diary& run_;
  party& party_;
};

}  // namespace parley::verify
