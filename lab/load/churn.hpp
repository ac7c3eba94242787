// SPDX-License-Identifier: Apache-2.0
// Visits: a client joins, publishes a few messages, each when it has received
// the one before, leaves, and joins again as another member.
#pragma once

#include "lab/load/crowd.hpp"

#include <cstdint>
#include <vector>

namespace parley::load {

class churn final : public watcher {
 public:
  churn(stage where, const load::plan& plan);

  void measure(result& into);

  void on_open(std::size_t who) override;
  void on_heard(std::size_t who, const mark& what, std::int64_t at) override;
  void on_lost(std::size_t who) override;
  void on_refused(std::size_t errors) override;
  std::int64_t on_turn(std::int64_t at) override;

 private:
  struct visit_state {
    std::uint32_t next = 0;  // sequence of its own message that it awaits
    bool away = true;
  };

  void speak(std::size_t who);

  stage stage_;
  const load::plan plan_;
  std::vector<visit_state> visitors_;
  std::uint64_t visits_ = 0;
  std::uint64_t deliveries_ = 0;
  std::uint64_t duplicated_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t refused_ = 0;
  std::size_t present_ = 0;
  bool leaving_ = false;
};

}  // namespace parley::load
