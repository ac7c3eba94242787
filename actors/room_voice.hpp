// SPDX-License-Identifier: Apache-2.0
// The output of one room: a block to the courier of each loop with members,
// once a turn, and after it the answers to publishers. Part of the room's
// actor: used by that actor only.
#pragma once

#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"
#include "protocol/turn.hpp"
#include "room/room.hpp"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace parley {

class room_voice final : public turn_task {
 public:
  /// All references outlive it. `sent` is called at a turn's end, when nothing
  /// is left to send.
  room_voice(pinned& self, const room_topology& actors, room_id id,
             room& speaker, std::function<void()> sent);
  ~room_voice();
  room_voice(const room_voice&) = delete;
  room_voice& operator=(const room_voice&) = delete;

  /// The member gets the greeting, and the room's blocks from here on.
  void admit_member(const op::join& request, const connection& record,
                    const arrival& found);
  /// The member gets no more blocks; the farewell comes after those it got.
  void expel_member(connection_id id, frame farewell);
  /// The link of one member is closed.
  void dismiss(connection_id id, close_code code);

  /// Shows a publication, and answers its publisher after it. The connections
  /// of the excluded user and client do not get it.
  struct recipient {
    reply_address answer_to{};
    std::string exclude_user{};
    std::string exclude_client{};
  };
  void show(draft&& accepted, const recipient& publisher);

  using connection_list = std::shared_ptr<const std::vector<connection_id>>;
  /// These connections do not get it; null: all do.
  void show(draft&& accepted, const reply_address& answer_to,
            connection_list except);

  /// An answer after all that was shown.
  template <answered_operation Op>
  void acknowledge(const reply_to<Op>& to,
                   std::type_identity_t<outcome<Op>> found) {
    receipts_.emplace_back(to, widened(std::move(found)));
    send_out_soon();
  }

  template <answered_operation Op>
  void answer(const reply_to<Op>& to, std::type_identity_t<outcome<Op>> found) {
    if (!to.who) return;
    msg::room_answer message{to.tag, widened(std::move(found))};
    // Only members keep the handle.
    if constexpr (std::is_same_v<Op, op::join>)
      message.room = room_ref(caf::actor_cast<caf::actor>(&self_));
    self_.send(to.who, std::move(message));
  }

  void refuse(const reply_address& to, reply_error why);

  /// At the end of this turn, if there is anything to send.
  void send_out_soon();
  void send_out_now();
  void send_out(block said) { send_out(std::move(said), nullptr); }

  /// Something is left to be sent at the end of this turn.
  bool is_waiting() const { return waiting_for_turn_end_; }

  void at_turn_end() override;

 private:
  void send_out(block said, const connection_list& except);

  pinned& self_;
  const room_topology& actors_;
  room_id id_;
  room& room_;
  std::function<void()> sent_;
  /// For publishers, once their publications are on the way.
  std::vector<std::pair<reply_address, room_outcome>> receipts_;
  bool waiting_for_turn_end_ = false;
};

}  // namespace parley
