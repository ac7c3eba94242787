// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_session.hpp"

#include <algorithm>
#include <utility>

namespace parley::script {

void room_session::begin() {
  id_ = 0;
  waiting_ = false;
  answer_.reset();
}

std::uint32_t room_session::next_id() {
  answer_.reset();
  subscribing_.clear();
  waiting_ = true;
  return ++id_;
}

std::string room_session::ask(const login& what) {
  return connect_command(next_id(), what);
}

std::string room_session::ask(const subscribe& what) {
  const auto id = next_id();
  subscribing_ = what.room;
  if (!what.recover) return subscribe_command(id, what, std::nullopt);
  // The position may be the script's own; pushes go on counting from it.
  auto& since = positions_[what.room];
  since.offset = what.offset.value_or(since.offset);
  since.epoch = what.epoch.value_or(since.epoch);
  return subscribe_command(id, what, since);
}

std::string room_session::ask(const unsubscribe& what) {
  return unsubscribe_command(next_id(), what.room);
}

std::string room_session::ask(const publish& what) {
  return publish_command(next_id(), what);
}

room_session::sorted room_session::take(std::string_view frame) {
  sorted all;
  while (!frame.empty()) {
    const auto size = std::min(frame.find('\n'), frame.size());
    const auto line = frame.substr(0, size);
    frame.remove_prefix(std::min(size + 1, frame.size()));
    if (is_ping(line)) {
      ++all.pings;
      continue;
    }
    auto got = waiting_ ? read_reply(line) : std::nullopt;
    if (got && got->id == id_)
      accept(*std::move(got), all.lines);
    else
      all.lines.emplace_back(line);
  }
  return all;
}

void room_session::accept(reply got, std::vector<std::string>& lines) {
  waiting_ = false;
  if (!got.client.empty()) client_id_ = got.client;
  if (!subscribing_.empty() && !got.error) {
    // Recovered, it goes on from where it was; each publication moves it.
    if (!got.recovered && !got.top.epoch.empty())
      positions_[subscribing_] = got.top;
    if (got.recovered) positions_[subscribing_].epoch = got.top.epoch;
    for (const auto& one : got.publications)
      lines.push_back(publication_push(subscribing_, one));
  }
  answer_ = std::move(got);
}

void room_session::seen(const room_push& what) {
  const auto found = positions_.find(what.room);
  if (found != positions_.end() && what.offset > 0)
    found->second.offset = what.offset;
}

std::optional<position> room_session::last_seen(const std::string& room) const {
  const auto found = positions_.find(room);
  if (found == positions_.end()) return std::nullopt;
  return found->second;
}

}  // namespace parley::script
