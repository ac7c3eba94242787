// SPDX-License-Identifier: Apache-2.0
// Answers questions about the node without stopping anyone: asks the surveyor
// of each loop and puts together what they report, and passes on what an
// operator orders. One actor per loop, for the requests that come in there.
#pragma once

#include "actors/inspection_messages.hpp"
#include "actors/neighbour_messages.hpp"
#include "actors/pending.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley {

class inspector {
 public:
  static constexpr const char* name = "inspector";

  /// `actors` outlives the actor. `metrics_prefix`: of all names at /metrics.
  inspector(pinned& self, const topology& actors, std::string metrics_prefix);

  caf::behavior make_behavior();

 private:
  using clock = std::chrono::steady_clock;
  using asker = std::function<void(inspection_answer)>;

  /// A question under way, or a recent answer: the same question soon after it
  /// costs nothing.
  struct inspection {
    std::uint64_t tag = 0;
    std::function<inspection_answer(const node_report&)> write;
    node_report report;
    std::vector<asker> askers;  // empty: it is answered
    inspection_answer answer;
    clock::time_point answered_at;
  };

  void on_work(msg::inspection_work& work);
  void on(const inspection_query& query, asker done);
  void on(const metrics_call& call, asker done);
  void on(const kick_call& call, asker done);
  void on(const moderation_call& call, asker done);
  void on(const log_call& call, asker done);
  void on(const trace_call& call, asker done);
  void on_surveyed(msg::surveyed& part);
  void on_overdue(const msg::survey_overdue& late);
  void on_reached(const msg::reached& answer);
  void on_moderate_done(const msg::moderate_done& answer);
  void on_ask_node(const msg::ask_node& request);
  void on_neighbours_answered(const msg::neighbours_answered& answer);

  void ask(const std::string& key, const inspection_query& query, asker done,
           std::function<inspection_answer(const node_report&)> write);
  template <class Order>
  void pass_on(Order order, asker done);
  void moderate_here(const moderation_call& call, asker done);
  void moderate_everywhere(const moderation_call& call, asker done);
  void forget_old();
  void complete(inspection& asked);
  std::optional<journal_report> look_at_journal() const;

  pinned& self_;
  const topology& actors_;
  const std::string prefix_;
  const clock::time_point started_ = clock::now();
  std::uint64_t asked_ = 0;
  std::map<std::string, inspection> inspections_;
  /// Operators' orders that are not carried out yet.
  pending<inspection_answer> orders_;
};

}  // namespace parley
