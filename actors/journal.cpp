// SPDX-License-Identifier: Apache-2.0
#include "actors/journal.hpp"

#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace parley {

namespace {

// A full disk refuses every transaction: logged once in this time.
constexpr std::chrono::seconds complaint_interval{1};

}  // namespace

journal::journal(quiet_actor& self, std::unique_ptr<store> kept,
                 time_source now, std::shared_ptr<journal_health> health)
    : self_(self),
      store_(std::move(kept)),
      now_(std::move(now)),
      health_(std::move(health)) {}

caf::behavior journal::make_behavior() {
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), trim_interval,
                     msg::trim_now{});
  return {
      [this](msg::save& request) { on_save(request); },
      [this](const msg::commit_now&) { on_commit(); },
      [this](const msg::load_room& request) { on_load(request); },
      [this](const msg::read_stored& request) { on_read(request); },
      [this](const msg::release_room& gone) { store_->release(gone.room); },
      [this](const msg::trim_now&) { on_trim(); },
  };
}

// `commit_now` queues after all messages that have come, so that their changes
// are in the group too.
void journal::on_save(msg::save& request) {
  if (clients_.empty())
    self_.send(caf::actor_cast<caf::actor>(&self_), msg::commit_now{});
  clients_.push_back({std::move(request.answer_to), request.changes.size()});
  changes_.insert(changes_.end(),
                  std::make_move_iterator(request.changes.begin()),
                  std::make_move_iterator(request.changes.end()));
}

void journal::on_commit() {
  std::vector<change_outcome> outcomes;
  try {
    outcomes = store_->commit(changes_);
    self_.record().count_in(changes_.size());
    self_.record().count_out(1);
    work_again();
  } catch (const store_error& error) {
    complain("journal.refused", error);
  }
  std::size_t at = 0;
  for (const auto& [room, count] : clients_) {
    self_.send(room, msg::saved{outcome_of(outcomes, at, count)});
    at += count;
  }
  changes_.clear();
  clients_.clear();
}

save_outcome journal::outcome_of(const std::vector<change_outcome>& outcomes,
                                 std::size_t first, std::size_t count) const {
  if (outcomes.empty()) return save_outcome::refused;
  const auto from = outcomes.begin() + static_cast<std::ptrdiff_t>(first);
  const auto conflicts =
      std::count(from, from + static_cast<std::ptrdiff_t>(count),
                 change_outcome::conflict);
  return conflicts > 0 ? save_outcome::conflict : save_outcome::committed;
}

void journal::on_load(const msg::load_room& request) {
  msg::loaded answer;
  try {
    answer.found = store_->load(request.room, request.wish);
    work_again();
  } catch (const store_error& error) {
    answer.failed = true;
    complain("journal.unreadable", error);
  }
  self_.send(request.answer_to, std::move(answer));
}

void journal::on_read(const msg::read_stored& request) {
  outcome<op::history> answer = reply_error::internal;
  try {
    history_page page{request.top, {}};
    for (auto& each : store_->read(request.room, request.wanted))
      page.publications.push_back(std::move(each.said));
    answer = std::move(page);
  } catch (const store_error& error) {
    complain("journal.unreadable", error);
  }
  self_.send(
      request.answer_to.who,
      msg::room_answer{request.answer_to.tag, widened(std::move(answer))});
}

// In slices; rooms are served between them.
void journal::on_trim() {
  const auto self = caf::actor_cast<caf::actor>(&self_);
  try {
    if (store_->trim(now_(), trim_slice))
      return self_.send(self, msg::trim_now{});
  } catch (const store_error& error) {
    complain("journal.untrimmed", error);
  }
  self_.delayed_send(self, trim_interval, msg::trim_now{});
}

void journal::complain(const char* event, const store_error& error) {
  const auto now = self_.clock().now();
  if (health_) health_->fails(now);
  if (failing_ && now - last_complaint_ < complaint_interval) return;
  failing_ = true;
  last_complaint_ = now;
  spdlog::error("{} what={}", event, log_text(error.what()));
}

void journal::work_again() {
  if (health_) health_->works();
  if (std::exchange(failing_, false)) spdlog::info("journal.works_again");
}

}  // namespace parley
