// SPDX-License-Identifier: Apache-2.0
#include "room/unsaved.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace parley {

void unsaved::add(draft accepted) {
  size_ += size_of(accepted);
  waiting_.push_back(std::move(accepted));
}

std::vector<draft> unsaved::take_ready() {
  std::vector<draft> ready;
  if (!batch_.empty()) return ready;
  while (!waiting_.empty() && !waiting_.front().is_saved()) {
    size_ -= size_of(waiting_.front());
    ready.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return ready;
}

std::span<const draft> unsaved::begin_batch() {
  if (!batch_.empty()) return {};
  const auto count =
      static_cast<std::ptrdiff_t>(std::min(waiting_.size(), draft_batch));
  const auto end = std::next(waiting_.begin(), count);
  batch_.assign(std::make_move_iterator(waiting_.begin()),
                std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return batch_;
}

std::vector<draft> unsaved::saved() {
  assert(!batch_.empty());
  for (const auto& each : batch_) size_ -= size_of(each);
  return std::exchange(batch_, {});
}

std::size_t unsaved::refused() {
  const auto count = batch_.size() + waiting_.size();
  batch_.clear();
  waiting_.clear();
  size_ = 0;
  return count;
}

std::size_t unsaved::size_of(const draft& one) {
  const auto said = one.said ? one.said->data.size() : 0;
  return sizeof(draft) + sizeof(publication) + said + one.name.size() +
         one.idempotency_key.size();
}

}  // namespace parley
