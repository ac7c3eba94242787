// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/diary.hpp"

#include <algorithm>
#include <utility>

namespace parley::verify {

std::size_t diary::open_account(std::size_t member, std::size_t room) {
  accounts_.push_back({member, room, {}});
  newest_.emplace_back();
  return accounts_.size() - 1;
}

void diary::write(std::size_t account, note what) {
  if (what.id) newest_[account] = std::max(newest_[account], what.id);
  accounts_[account].notes.push_back(std::move(what));
}

publication_id diary::published(publication what) {
  made_.push_back(what);
  return made_.size() - 1;
}

void diary::acknowledged(publication_id which, instant when) {
  made_[which].acknowledged = when;
}

std::size_t diary::epoch_number(const std::string& epoch) {
  const auto found = std::ranges::find(epochs_, epoch);
  if (found != epochs_.end())
    return static_cast<std::size_t>(found - epochs_.begin());
  epochs_.push_back(epoch);
  return epochs_.size() - 1;
}

}  // namespace parley::verify
