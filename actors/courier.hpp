// Pushes what rooms say into the outboxes of one loop's links. One actor per
// loop; a broadcast costs one message here and a direct push per link.
#pragma once

#include "actors/audience.hpp"
#include "actors/backlog.hpp"
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

  /// The hot path: what a room says goes to its members here.
  using frequent = deliver;
  void receive(const deliver& order);

  /// Links.
  std::size_t size() const { return clients_.size(); }

 private:
  /// One of the loop's links and its session. The handle keeps the session's
  /// actor alive until it says `detach`, so it never dies on another thread.
  struct client {
    std::shared_ptr<parley::link> link;
    caf::actor session;
    dialect speaks = dialect::plain;
    std::vector<room_id> rooms;
    /// While the client has to hear something else first.
    std::unique_ptr<backlog> held;

    frame_sink& sink() const { return held ? *held : link->sink(); }
  };

  void on_attach(const attach& request);
  void on_detach(const detach& request);
  void on_hold(const hold& request);
  void on_release(const release& request);
  void on_admit(const admit& order);
  void on_expel(const expel& order);
  void on_evict(const evict& order);
  void on_dismiss(const dismiss& order);
  void on_miss_all(const miss_all& order);
  void on_turn_out(const turn_out& order);
  void on_kick(const kick& order);
  void on_trace(const trace& order);
  void log_traced(const deliver& order, audience& there);
  void on_part_links(const part_links& request);
  void on_part_more();
  void on_hush(const hush& request);
  void on_hushed(const hushed& answer);
  void on_close_links(const close_links& request);
  void on_cut_links();
  void on_exit(const caf::exit_msg& exit);

  static void close(const client& who, close_code code);

  // -- rooms ------------------------------------------------------------------
  audience& audience_of(room_id room);
  template <class Order>
  bool has_to_wait(const Order& order, void (courier::*later)(const Order&));
  void go_on(room_id room);
  void say_what_waited(room_id room);
  void push(const deliver& order, audience& there, std::size_t from,
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
    caf::actor answer_to;
  };
  std::unique_ptr<parting> parting_;
  /// Set once draining has begun: what newcomers are told too.
  std::optional<hush> hush_;
  caf::actor hush_answer_to_;
  std::unordered_set<connection_id> still_talking_;
  std::optional<close_links> closing_;
};

}  // namespace parley
