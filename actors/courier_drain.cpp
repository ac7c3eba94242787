// SPDX-License-Identifier: Apache-2.0
// The end of a loop's links when the node stops.
#include "actors/courier.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace parley {

void courier::on_part_links(const msg::part_links& request) {
  parting_ = std::make_unique<parting>();
  parting_->answer_to = request.answer_to;
  for (const auto& [id, each] : clients_) parting_->left.push_back(id);
  const auto turns =
      std::max<std::int64_t>(request.within / parting_interval, 1);
  parting_->slice = std::max(
      parting_slice, parting_->left.size() / static_cast<std::size_t>(turns));
  parting_->code = request.code;
  on_part_more();
}

void courier::on_part_more() {
  if (!parting_) return;
  auto& left = parting_->left;
  for (auto i = parting_->slice; i > 0 && !left.empty(); --i) {
    const auto at = clients_.find(left.back());
    if (at != clients_.end()) close(at->second, parting_->code);
    left.pop_back();
  }
  const auto self = caf::actor_cast<caf::actor>(&self_);
  if (!left.empty())
    return self_.delayed_send(self, parting_interval, msg::part_more{});
  self_.send(parting_->answer_to, msg::done{drain_step::part});
  parting_ = nullptr;
}

void courier::on_hush_links(const msg::hush_links& request) {
  hush_ = msg::hush{caf::actor_cast<caf::actor>(&self_)};
  hush_answer_to_ = request.answer_to;
  for (const auto& [id, each] : clients_) {
    still_talking_.insert(id);
    self_.send(each.session, *hush_);
  }
  answer_when_hushed();
}

void courier::on_hushed(const msg::hushed& answer) {
  still_talking_.erase(answer.id);
  answer_when_hushed();
}

void courier::answer_when_hushed() {
  if (!hush_answer_to_ || !still_talking_.empty()) return;
  self_.send(std::exchange(hush_answer_to_, {}), msg::done{drain_step::hush});
}

void courier::on_close_links(const msg::close_links& request) {
  closing_ = request;
  for (const auto& [id, each] : clients_) close(each, request.code);
  answer_when_empty();
}

void courier::answer_when_empty() {
  if (closing_ && closing_->answer_to && clients_.empty())
    self_.send(std::exchange(closing_->answer_to, {}),
               msg::done{drain_step::close});
}

void courier::on_cut_links() {
  for (const auto& [id, each] : clients_) each.link->cut();
}

}  // namespace parley
