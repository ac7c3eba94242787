// The course of a run: calm, a fault, until all is well again; over and over.
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
  /// From the fault's end until everybody has heard what was published since.
  milliseconds well_after{};
  /// From then until presence was as it is.
  milliseconds presence_after{};
  std::size_t disconnects = 0;
  /// Of clients whose node was not hit.
  std::size_t disturbed = 0;
  /// Of clients that stayed connected, their node not hit: the longest time in
  /// each room from one delivery to the next, and from publish to delivery.
  std::vector<milliseconds> silences{};
  std::string most_silent{};  ///< The room with the longest of them.
  std::vector<milliseconds> waits{};
};

class rounds {
 public:
  rounds(const plan& chosen, diary& run, party& clients);

  /// Whether all clients came into their rooms.
  bool begin();
  /// `told` after each round; the last is one that does not end well.
  void run(const std::function<void(const round_report&)>& told);
  /// Nothing new is said; what is under way arrives.
  void end();

 private:
  struct window;
  void shuffle(std::size_t round);
  /// Whether something was broken and mended.
  bool run_fault(round_report& report);
  /// Whether all is well again.
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
