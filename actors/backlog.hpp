// SPDX-License-Identifier: Apache-2.0
// Replaces a client's link until its connect reply is sent: keeps the pushes of
// rooms, in order, and passes them on later.
#pragma once

#include "protocol/link.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace parley {

class backlog final : public frame_sink {
 public:
  /// `target` outlives the backlog.
  explicit backlog(link& target) : target_(target) {}

  using frame_sink::push;
  push_result push(const frame& bytes, overflow when_full) override;

  /// Pushes all that was kept. Once, at the end.
  void pass_on();

 private:
  link& target_;
  std::vector<std::pair<frame, overflow>> kept_;
  std::size_t size_ = 0;
};

}  // namespace parley
