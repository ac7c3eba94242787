// SPDX-License-Identifier: Apache-2.0
#include "lab/script/runner.hpp"

namespace parley::script {

runner::runner(destination& server, std::chrono::milliseconds timeout)
    : performer_(server, timeout) {}

std::optional<failure> runner::run(const std::vector<step>& steps) {
  auto failed = run_all(steps);
  performer_.finish();
  return failed;
}

std::optional<failure> runner::run_all(const std::vector<step>& steps) {
  for (const auto& one : steps)
    if (auto failed = run_one(one)) return failed;
  return std::nullopt;
}

std::optional<failure> runner::run_one(const step& one) {
  if (const auto block = std::get_if<repeat>(&one.what))
    return run_rounds(*block);
  if (const auto pause = std::get_if<wait>(&one.what))
    performer_.pause(pause->duration);
  if (const auto line = std::get_if<command>(&one.what)) {
    const auto round =
        rounds_.empty() ? std::nullopt : std::optional(rounds_.back());
    if (const auto wrong = performer_.perform(*line, round))
      return failure{one.line, *wrong + rounds_note()};
  }
  ++steps_done_;
  return std::nullopt;
}

std::optional<failure> runner::run_rounds(const repeat& block) {
  rounds_.push_back(0);
  while (rounds_.back() < block.count) {
    ++rounds_.back();
    if (auto failed = run_all(block.body)) return failed;
  }
  rounds_.pop_back();
  return std::nullopt;
}

std::string runner::rounds_note() const {
  if (rounds_.empty()) return "";
  std::string note = rounds_.size() == 1 ? " (round" : " (rounds";
  for (const auto round : rounds_) note += ' ' + std::to_string(round);
  return note + ')';
}

}  // namespace parley::script
