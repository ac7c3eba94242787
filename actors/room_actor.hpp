// SPDX-License-Identifier: Apache-2.0
// The actor around a room: it owns the set of connection records and serializes
// join, leave and broadcast. Lives on the loop its name hashes to.
#pragma once

#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_scribe.hpp"
#include "actors/room_voice.hpp"
#include "actors/topology.hpp"
#include "room/publish_rate.hpp"
#include "room/room.hpp"

#include <caf/behavior.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parley {

class room_actor {
 public:
  static constexpr const char* name = "room";

  /// `directory` is notified when the room is empty, and decides.
  room_actor(pinned& self, const room_topology& actors, directory_ref directory,
             room_id id, std::string room_name);

  caf::behavior make_behavior();

  /// A message of a plain member.
  using frequent = msg::asked<op::say>;
  void receive(msg::asked<op::say>& request);

  /// Its members and what they are.
  std::size_t size() const { return room_.members().size(); }
  actor_detail detail() const;

 private:
  template <class... Ops>
  caf::behavior behavior_with(operation_list<Ops...>);
  void on_passed_on(msg::passed_on& passed);
  void handle(msg::passed_on& passed);
  // One for each operation.
  void on(msg::asked<op::say>& request) { receive(request); }
  void on(msg::asked<op::join>& request);
  void on(msg::asked<op::publish>& request);
  void on(const msg::asked<op::presence>& request);
  void on(const msg::asked<op::count>& request);
  void on(const msg::asked<op::history>& request);
  void on(const msg::asked<op::clear>& request) { scribe_.clear(request); }
  void on(const msg::asked<op::attach>& request);
  void on(const msg::asked<op::part>& request);
  void on(const msg::asked<op::renew>& request) {
    room_.renew(request.id, request.info);
  }

  void on_resumed(msg::resumed& from);
  void on_moderated(msg::moderated& order);
  bool admits() const { return !moderation_ || !moderation_->closed; }
  std::string speaker(connection_id id) const;
  /// Counts a publication of a client; false when it is over the room's rate.
  bool has_rate_for(const std::string& data);
  void on(const msg::asked<op::leave>& request) { on_leave(request); }
  void on_leave(const op::leave& request);
  void on_loaded(msg::loaded& answer);
  void on_saved(const msg::saved& answer);
  void on_finish(const msg::finish& request);
  void on_hand_over(const msg::hand_over& request);
  void close_when_saved(std::function<void()> then);
  void on_sweep();

  void refuse(msg::passed_on& passed);
  void finish_when_saved();
  void rest_if_empty();
  std::optional<room::time_point> kept_until(room::time_point now);
  bool is_resumed_ = false;

  pinned& self_;
  const room_topology& actors_;
  directory_ref directory_;
  room_id id_;
  room room_;
  room_voice voice_;
  room_scribe scribe_;
  publish_rate rate_;
  /// Null while the room has no operator's order.
  std::unique_ptr<const moderation> moderation_;
  /// Attached; their members are in the roster.
  std::set<std::uint32_t> relays_;
  /// Handled of those that came through the directory.
  std::uint64_t requests_ = 0;
  enum class phase : std::uint8_t {
    loading,     // what the journal knows of it is being read
    unreadable,  // that failed: it refuses all requests and ends
    open,
    leaving,  // another node owns it: relays ask that node again
  };
  phase phase_ = phase::open;
  /// Requests that came while it was loading.
  std::vector<msg::passed_on> waiting_;
  room::time_point last_request_;
  bool sweep_is_due_ = false;
  /// Called when the room has saved and published all that it accepted; empty:
  /// it is not ending.
  std::function<void()> when_saved_;
};

}  // namespace parley
