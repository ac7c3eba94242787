// SPDX-License-Identifier: Apache-2.0
// Pushes blocks of rooms into the outboxes of one loop's links. One actor per
// loop; a broadcast costs one message here and a direct push per link.
#pragma once

#include "actors/audience.hpp"
#include "actors/backlog.hpp"
#include "actors/handles.hpp"
#include "actors/inspection_messages.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"

#include <caf/behavior.hpp>

#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace parley {

class courier {
 public:
  static constexpr const char* name = "courier";

  explicit courier(pinned& self);

  caf::behavior make_behavior();

  /// The hot path: a block of a room for its members on this loop.
  using frequent = msg::deliver;
  void receive(const msg::deliver& order);

  /// Links.
  std::size_t size() const { return clients_.size(); }

 private:
  /// One of the loop's links and its session. The handle keeps the session's
  /// actor alive until it sends `detach`, so it never dies on another thread.
  struct client {
    std::shared_ptr<parley::link> link;
    actor_ref<session_port> session;
    dialect speaks = dialect::plain;
    std::vector<room_id> rooms;
    /// While the connect reply is not written yet.
    std::unique_ptr<backlog> held;

    frame_sink& sink() const { return held ? *held : link->sink(); }
  };

  void on_attach(const msg::attach& request);
  void on_detach(const msg::detach& request);
  void on_hold(const msg::hold& request);
  void on_release(const msg::release& request);
  void on_admit(const msg::admit& order);
  void on_expel(const msg::expel& order);
  void on_evict(const msg::evict& order);
  void on_dismiss(const msg::dismiss& order);
  void on_miss_all(const msg::miss_all& order);
  void on_turn_out(const msg::turn_out& order);
  void on_kick(const msg::kick& order);
  void on_trace(const msg::trace& order);
  void log_traced(const msg::deliver& order, audience& there);
  void on_part_links(const msg::part_links& request);
  void on_part_more();
  void on_hush_links(const msg::hush_links& request);
  void on_hushed(const msg::hushed& answer);
  void on_close_links(const msg::close_links& request);
  void on_cut_links();
  void on_exit(const caf::exit_msg& exit);

  static void close(const client& who, close_code code);

  // -- rooms ------------------------------------------------------------------
  audience& audience_of(room_id room);
  template <class Order>
  bool has_to_wait(const Order& order, void (courier::*later)(const Order&));
  void go_on(room_id room);
  void say_what_waited(room_id room);
  void push(const msg::deliver& order, audience& there, std::size_t from,
            std::size_t to);
  void tell_missed(audience::seat& seat, room_id room);
  void unseat(room_id room, connection_id id);
  void answer_when_hushed();
  void answer_when_empty();

  pinned& self_;
  std::unordered_map<connection_id, client> clients_;
  std::unordered_map<room_id, audience> audiences_;

  // -- drain ------------------------------------------------------------------
  /// Links that are yet to be closed, a few at a time.
  struct parting {
    std::vector<connection_id> left;
    std::size_t slice = 0;
    close_code code{};
    ref_to<msg::done> answer_to;
  };
  std::unique_ptr<parting> parting_;
  /// Set once draining has begun: new sessions get it too.
  std::optional<msg::hush> hush_;
  ref_to<msg::done> hush_answer_to_;
  std::unordered_set<connection_id> still_talking_;
  std::optional<msg::close_links> closing_;
};

}  // namespace parley
