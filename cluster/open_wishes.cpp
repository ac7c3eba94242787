#include "cluster/open_wishes.hpp"

#include <utility>

namespace parley::cluster {

void open_wishes::add(peer::Wish wish, continuation then, time_point now) {
  const auto tag = wish.tag();
  const auto size = wish.ByteSizeLong();
  bytes_ += size;
  entries_.emplace(tag, entry{std::move(wish), std::move(then), now, size});
}

const peer::Wish* open_wishes::find(std::uint64_t tag) const {
  const auto at = entries_.find(tag);
  return at == entries_.end() ? nullptr : &at->second.wish;
}

std::optional<open_wishes::continuation> open_wishes::take(std::uint64_t tag) {
  const auto at = entries_.find(tag);
  if (at == entries_.end()) return std::nullopt;
  return extract(at);
}

std::optional<open_wishes::continuation> open_wishes::take_older_than(
    time_point limit) {
  const auto at = entries_.begin();
  if (at == entries_.end() || at->second.since >= limit) return std::nullopt;
  return extract(at);
}

open_wishes::continuation open_wishes::extract(entries::iterator at) {
  auto then = std::move(at->second.then);
  bytes_ -= at->second.bytes;
  entries_.erase(at);
  return then;
}

}  // namespace parley::cluster
