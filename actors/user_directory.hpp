// SPDX-License-Identifier: Apache-2.0
// Which sessions a user has on this node, so that the application can address
// users. One actor per loop, for the users whose ids hash to it: all
// connections of one user are in one user_directory.
#pragma once

#include "actors/client_messages.hpp"
#include "actors/pinned.hpp"
#include "actors/topology.hpp"
#include "protocol/name_hash.hpp"

#include <caf/behavior.hpp>

#include <string>
#include <unordered_map>

namespace parley {

class user_directory {
 public:
  static constexpr const char* name = "user_directory";

  /// `actors` outlives the actor.
  user_directory(pinned& self, const topology& actors);

  caf::behavior make_behavior();

  std::size_t size() const { return users_.size(); }

 private:
  struct entry {
    std::string client;
    std::string session_key;
    ref_to<msg::enlisted, msg::ordered> session;
  };
  using connections = std::unordered_map<connection_id, entry>;

  void on_enlist(const msg::enlist& request);
  void on_delist(const msg::delist& request);
  void on_order(const msg::user_order& request);
  void on_count(const msg::count_users& request);

  pinned& self_;
  const topology& actors_;
  name_map<connections> users_;
};

}  // namespace parley
