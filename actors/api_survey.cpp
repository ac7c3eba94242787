// SPDX-License-Identifier: Apache-2.0
// The server API's methods that ask all rooms of the node: the part of
// api_actor that is meant for looking around, not for every request.
#include "actors/api_actor.hpp"
#include "actors/outcome_reply.hpp"
#include "protocol/version.hpp"

#include <fnmatch.h>
#include <memory>
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

// First the names, then the members of each room of that name.
void api_actor::take_survey(survey wish) {
  const auto under_way = std::make_shared<survey>(std::move(wish));
  const auto here = caf::actor_cast<caf::actor>(&self_);
  under_way->open = actors_.directories.size();
  for (const auto& each : actors_.directories) {
    const auto tag = room_lists_.add([this, under_way](msg::room_list& rooms) {
      count_members(rooms, under_way);
      under_way->close_one();
    });
    self_.send(each, msg::list_rooms{{here, tag}});
  }
  if (under_way->rooms_only) return;
  under_way->open += actors_.user_directories.size();
  for (const auto& each : actors_.user_directories) {
    const auto tag =
        user_counts_.add([under_way](const msg::user_count& found) {
          under_way->clients += found.clients;
          under_way->users += found.users;
          under_way->close_one();
        });
    self_.send(each, msg::count_users{here, tag});
  }
}

void api_actor::count_members(const msg::room_list& rooms,
                              const std::shared_ptr<survey>& under_way) {
  for (const auto& room : rooms.names) {
    if (!matches(under_way->pattern, room)) continue;
    ++under_way->open;
    ask(room, op::count{},
        [under_way, room](const outcome<op::count>& outcome) {
          if (const auto* found = std::get_if<head_count>(&outcome))
            under_way->rooms[room] = found->connections;
          under_way->close_one();
        });
  }
}

void api_actor::survey::close_one() {
  if (--open == 0) done(*this);
}

}  // namespace parley
