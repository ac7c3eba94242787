// SPDX-License-Identifier: Apache-2.0
// Makes publications durable, those of all rooms in groups: what rooms ask for
// while a transaction is under way goes into the next one. Blocks, so it has a
// thread of its own.
#pragma once

#include "actors/journal_health.hpp"
#include "actors/journal_messages.hpp"
#include "actors/quiet_actor.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace parley {

class journal {
 public:
  static constexpr const char* name = "journal";

  /// Interval of the removal of expired data.
  static constexpr std::chrono::seconds trim_interval{1};

  using time_source = std::function<stored_time()>;

  /// `now`: the time of day. Takes over the store. `health`: null when its
  /// state is not needed.
  journal(quiet_actor& self, std::unique_ptr<store> kept, time_source now,
          std::shared_ptr<journal_health> health = nullptr);

  caf::behavior make_behavior();

 private:
  void on_load(const msg::load_room& request);
  void on_save(msg::save& request);
  void on_read(const msg::read_stored& request);
  void on_commit();
  void on_trim();

  save_outcome outcome_of(const std::vector<change_outcome>& outcomes,
                          std::size_t first, std::size_t count) const;
  void complain(const char* event, const store_error& error);
  void work_again();

  quiet_actor& self_;
  std::unique_ptr<store> store_;
  time_source now_;
  std::shared_ptr<journal_health> health_;
  /// Of the next transaction: all changes, and whose they are.
  std::vector<change> changes_;
  struct client {
    ref_to<msg::saved> room;
    std::size_t changes;
  };
  std::vector<client> clients_;
  bool failing_ = false;
  std::chrono::steady_clock::time_point last_complaint_;
};

}  // namespace parley
