// SPDX-License-Identifier: Apache-2.0
#include "store/acknowledgements.hpp"

#include <utility>

namespace parley {

void acknowledgements::expect(natsMsg* message) {
  const std::lock_guard lock(mutex_);
  found_.emplace(message, 0);
  ++open_;
}

void acknowledgements::not_sent(natsMsg* message) {
  const std::lock_guard lock(mutex_);
  found_.erase(message);
  --open_;
}

void acknowledgements::on_answer(jsCtx*, natsMsg* message, jsPubAck* ack,
                                 jsPubAckErr*, void* self) {
  if (!static_cast<acknowledgements*>(self)->take(message, ack))
    natsMsg_Destroy(message);
}

bool acknowledgements::take(natsMsg* message, const jsPubAck* ack) {
  const std::lock_guard lock(mutex_);
  const auto at = found_.find(message);
  if (at == found_.end()) return false;  // of a round that was given up
  if (ack) at->second = ack->Sequence;
  answered_.push_back(message);
  if (--open_ == 0) changed_.notify_one();
  return true;
}

acknowledgements::sequences acknowledgements::await(
    std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return open_ == 0; });
  open_ = 0;
  for (auto* each : std::exchange(answered_, {})) natsMsg_Destroy(each);
  return std::exchange(found_, {});
}

}  // namespace parley
