// SPDX-License-Identifier: Apache-2.0
#include "cluster/tenure.hpp"

#include "cluster/placement.hpp"

#include <algorithm>

namespace parley::cluster {

void tenure::on_view(const view& next) {
  if (next.number <= barrier_ || next.number <= number()) return;
  // We missed a view, so we cannot tell who owned what in it.
  if (!views_.empty() && next.number != number() + 1) {
    views_.clear();
    settled_ = false;
  }
  views_.push_back(next);
}

void tenure::forget(view_number number) {
  barrier_ = std::max(barrier_, number);
  views_.clear();
  settled_ = false;
}

void tenure::settle(const goes_by& confirmed) {
  for (auto i = views_.size(); i-- > (settled_ ? 1u : 0u);) {
    const auto& each = views_[i];
    const auto all = std::ranges::all_of(each.nodes, [&](const auto& node) {
      return confirmed(node, each.number);
    });
    if (!all) continue;
    views_.erase(views_.begin(),
                 views_.begin() + static_cast<std::ptrdiff_t>(i));
    settled_ = true;
    return;
  }
}

bool tenure::holds(std::string_view room, const node_name& self) const {
  return settled_ && std::ranges::all_of(views_, [&](const view& each) {
           const auto* owner = owner_of(room, each);
           return owner && *owner == self;
         });
}

}  // namespace parley::cluster
