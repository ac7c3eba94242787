// The server API's methods that ask all rooms of the node: the part of
// api_actor that is meant for looking around, not for every request.
#include "actors/api_actor.hpp"
#include "actors/api_replies.hpp"
#include "protocol/version.hpp"

#include <fnmatch.h>
#include <numeric>
#include <utility>

namespace parley {

namespace {

bool matches(const std::string& pattern, const std::string& room) {
  return pattern.empty() || fnmatch(pattern.c_str(), room.c_str(), 0) == 0;
}

std::uint32_t count(std::size_t number) {
  return static_cast<std::uint32_t>(number);
}

}  // namespace

void api_actor::channels(const std::string& pattern, finished done) {
  survey wish;
  wish.pattern = pattern;
  wish.done = [done = std::move(done)](const survey& found) {
    reply out;
    auto& channels = *out.mutable_channels()->mutable_channels();
    for (const auto& [room, connections] : found.rooms)
      if (connections > 0) channels[room].set_num_clients(count(connections));
    done(std::move(out));
  };
  take_survey(std::move(wish));
}

void api_actor::info(finished done) {
  survey wish;
  wish.rooms_only = false;
  wish.done = [this, done = std::move(done)](const survey& found) {
    reply out;
    auto& node = *out.mutable_info()->add_nodes();
    node.set_uid(actors_.node_id);
    node.set_name(actors_.node_name);
    node.set_version(std::string(version));
    node.set_num_clients(count(found.clients));
    node.set_num_users(count(found.users));
    node.set_num_channels(count(found.rooms.size()));
    node.set_num_subs(count(std::accumulate(
        found.rooms.begin(), found.rooms.end(), std::size_t{0},
        [](auto sum, const auto& room) { return sum + room.second; })));
    node.set_uptime(count(static_cast<std::size_t>(
        std::chrono::duration_cast<std::chrono::seconds>(actors_.now() -
                                                         started_)
            .count())));
    done(std::move(out));
  };
  take_survey(std::move(wish));
}

// First the names, then each room of that name.
void api_actor::take_survey(survey wish) {
  const auto tag = asked_++;
  const reply_address here{caf::actor_cast<caf::actor>(&self_), tag};
  wish.lists_open = actors_.directories.size();
  for (const auto& each : actors_.directories)
    self_.send(each, list_rooms{here});
  if (!wish.rooms_only) {
    wish.users_open = actors_.user_directories.size();
    for (const auto& each : actors_.user_directories)
      self_.send(each, count_users{here.who, tag});
  }
  surveys_.emplace(tag, std::move(wish));
}

void api_actor::on_room_list(const room_list& answer) {
  const auto at = surveys_.find(answer.tag);
  if (at == surveys_.end()) return;
  auto& under_way = at->second;
  --under_way.lists_open;
  for (const auto& room : answer.names) {
    if (!matches(under_way.pattern, room)) continue;
    ++under_way.counts_open;
    ask(room, ask_head_count{
                  expect([this, tag = answer.tag](const room_outcome& outcome) {
                    auto& waiting = surveys_.at(tag);
                    --waiting.counts_open;
                    if (const auto* found = std::get_if<head_count>(&outcome))
                      waiting.rooms[found->room] = found->connections;
                    finish_if_complete(tag, waiting);
                  })});
  }
  finish_if_complete(answer.tag, under_way);
}

void api_actor::on_user_count(const user_count& answer) {
  const auto at = surveys_.find(answer.tag);
  if (at == surveys_.end()) return;
  --at->second.users_open;
  at->second.clients += answer.clients;
  at->second.users += answer.users;
  finish_if_complete(answer.tag, at->second);
}

void api_actor::finish_if_complete(std::uint64_t tag, survey& under_way) {
  if (under_way.lists_open + under_way.counts_open + under_way.users_open > 0)
    return;
  const auto node = surveys_.extract(tag);
  node.mapped().done(node.mapped());
}

}  // namespace parley
