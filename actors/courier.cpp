// SPDX-License-Identifier: Apache-2.0
#include "actors/courier.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace parley {

courier::courier(pinned& self) : self_(self) {
  self_.set_exit_handler([this](caf::exit_msg& exit) { on_exit(exit); });
}

caf::behavior courier::make_behavior() {
  return {
      [this](const msg::deliver& order) { receive(order); },
      [this](const msg::admit& order) { on_admit(order); },
      [this](const msg::expel& order) { on_expel(order); },
      [this](const msg::dismiss& order) { on_dismiss(order); },
      [this](const msg::miss_all& order) { on_miss_all(order); },
      [this](const msg::turn_out& order) { on_turn_out(order); },
      [this](const msg::kick& order) { on_kick(order); },
      [this](const msg::trace& order) { on_trace(order); },
      [this](const msg::attach& request) { on_attach(request); },
      [this](const msg::hold& request) { on_hold(request); },
      [this](const msg::release& request) { on_release(request); },
      [this](const msg::detach& request) { on_detach(request); },
      [this](const msg::evict& order) { on_evict(order); },
      [this](const msg::part_links& request) { on_part_links(request); },
      [this](const msg::part_more&) { on_part_more(); },
      [this](const msg::hush_links& request) { on_hush_links(request); },
      [this](const msg::hushed& answer) { on_hushed(answer); },
      [this](const msg::close_links& request) { on_close_links(request); },
      [this](const msg::cut_links&) { on_cut_links(); },
  };
}

void courier::on_attach(const msg::attach& request) {
  const auto& added =
      clients_
          .emplace(
              request.id,
              client{request.link, request.session, request.speaks, {}, {}})
          .first->second;
  if (closing_) {
    close(added, closing_->code);
  } else if (hush_) {
    if (hush_answer_to_) still_talking_.insert(request.id);
    self_.send(request.session, *hush_);
  }
}

void courier::on_detach(const msg::detach& request) {
  auto node = clients_.extract(request.id);
  if (node.empty()) return;
  for (const auto room : node.mapped().rooms) unseat(room, request.id);
  self_.where().traced().erase(request.id);
  still_talking_.erase(request.id);
  answer_when_hushed();
  answer_when_empty();
}

void courier::on_admit(const msg::admit& order) {
  if (has_to_wait(order, &courier::on_admit)) return;
  const auto at = clients_.find(order.id);
  if (at == clients_.end()) return;  // the link went away meanwhile
  auto& to = at->second.sink();
  if (order.greeting) static_cast<void>(to.push(order.greeting));
  at->second.rooms.push_back(order.room);
  auto& there = audience_of(order.room);
  there.slow = order.slow;
  there.admit({order.id, order.reads, order.positioned, false, &to});
}

// Blocks go to the backlog, at no cost to other clients, until the connect
// reply is written.
void courier::on_hold(const msg::hold& request) {
  const auto at = clients_.find(request.id);
  if (at != clients_.end())
    at->second.held = std::make_unique<backlog>(*at->second.link);
}

void courier::on_release(const msg::release& request) {
  const auto at = clients_.find(request.id);
  if (at == clients_.end() || !at->second.held) return;
  const auto held = std::move(at->second.held);
  for (const auto room : at->second.rooms)
    audiences_.at(room).find(request.id)->to = &at->second.sink();
  held->pass_on();
}

// The hot path: nothing per receiver that allocates, posts or locks. A full
// link closes itself and notifies its session; other links are not affected.
void courier::receive(const msg::deliver& order) {
  const auto at = audiences_.find(order.room);
  if (at == audiences_.end()) return;
  auto& there = at->second;
  if (there.paused()) return there.wait([this, order] { receive(order); });
  const auto end = std::min(there.size(), fanout_slice);
  push(order, there, 0, end);
  if (end < there.size()) there.pause(order, end);
}

void courier::push(const msg::deliver& order, audience& there, std::size_t from,
                   std::size_t to) {
  constexpr std::size_t ahead = 4;
  overflow when_full{there.slow, order.room.value, false};
  std::uint64_t pushed = 0;
  for (auto i = from; i < std::min(from + ahead, to); ++i)
    there[i].to->prefetch();
  for (auto i = from; i < to; ++i) {
    if (i + ahead < to) there[i + ahead].to->prefetch();
    auto& seat = there[i];
    const auto& bytes = order.said[index(seat.reads)];
    if (!bytes || seat.missed) continue;
    if (order.except &&
        std::ranges::find(*order.except, seat.id) != order.except->end())
      continue;
    when_full.counted = seat.positioned;
    const auto result = seat.to->push(bytes, when_full);
    ++pushed;
    if (result == push_result::dropped && seat.positioned)
      tell_missed(seat, order.room);
  }
  self_.record().count_out(pushed);
  if (!self_.where().traced().empty() && from == 0) log_traced(order, there);
}

// When too many orders wait, the walk is completed at once. That delays the
// loop, and so the publishers that it reads from.
void courier::go_on(room_id room) {
  auto& there = audiences_.at(room);
  const auto end = there.waiting() > fanout_backlog
                       ? there.size()
                       : std::min(there.size(), there.at() + fanout_slice);
  push(there.order(), there, there.at(), end);
  if (end < there.size()) return there.pause(there.order(), end);
  there.over();
  say_what_waited(room);
}

// Each order may end the audience, or begin another walk.
void courier::say_what_waited(room_id room) {
  for (;;) {
    const auto at = audiences_.find(room);
    if (at == audiences_.end() || at->second.paused()) return;
    if (at->second.waiting() == 0) break;
    at->second.take_waiting()();
  }
  if (audiences_.at(room).empty()) audiences_.erase(room);
}

audience& courier::audience_of(room_id room) {
  return audiences_
      .try_emplace(room, self_.where().publishing(),
                   [this, room] { go_on(room); })
      .first->second;
}

/// Whether an earlier block of the room has not reached all members yet.
template <class Order>
bool courier::has_to_wait(const Order& order,
                          void (courier::*later)(const Order&)) {
  const auto at = audiences_.find(order.room);
  if (at == audiences_.end() || !at->second.paused()) return false;
  at->second.wait([this, order, later] { (this->*later)(order); });
  return true;
}

// Its session makes the client come back and recover.
void courier::tell_missed(audience::seat& seat, room_id room) {
  seat.missed = true;
  self_.send(clients_.at(seat.id).session, msg::missed{room});
}

// The client's outbox may be full: the farewell follows the room's slow policy,
// as blocks do.
void courier::on_expel(const msg::expel& order) {
  if (has_to_wait(order, &courier::on_expel)) return;
  const auto there = audiences_.find(order.room);
  const auto slow =
      there == audiences_.end() ? slow_policy::disconnect : there->second.slow;
  unseat(order.room, order.id);
  const auto at = clients_.find(order.id);
  if (at == clients_.end()) return;
  std::erase(at->second.rooms, order.room);
  if (!order.farewell) return;
  static_cast<void>(
      at->second.sink().push(order.farewell, {slow, order.room.value, false}));
}

// An audience with a walk under way is kept: orders may wait in it.
void courier::unseat(room_id room, connection_id id) {
  const auto at = audiences_.find(room);
  if (at == audiences_.end()) return;
  auto& there = at->second;
  if (there.remove(id) && there.empty() && !there.paused() &&
      there.waiting() == 0)
    audiences_.erase(at);
}

void courier::on_evict(const msg::evict& order) {
  if (has_to_wait(order, &courier::on_evict)) return;
  const auto at = audiences_.find(order.room);
  if (at == audiences_.end()) return;
  for (const auto& seat : at->second)
    close(clients_.at(seat.id), close_code::internal_error);
}

void courier::on_dismiss(const msg::dismiss& order) {
  const auto at = clients_.find(order.id);
  if (at != clients_.end()) close(at->second, order.code);
}

void courier::on_miss_all(const msg::miss_all& order) {
  if (has_to_wait(order, &courier::on_miss_all)) return;
  const auto at = audiences_.find(order.room);
  if (at == audiences_.end()) return;
  for (auto& seat : at->second)
    if (seat.positioned && !seat.missed) tell_missed(seat, order.room);
}

// Their sessions leave, and notify their clients.
void courier::on_turn_out(const msg::turn_out& order) {
  if (has_to_wait(order, &courier::on_turn_out)) return;
  const auto at = audiences_.find(order.room);
  if (at == audiences_.end()) return;
  for (const auto& seat : at->second)
    self_.send(clients_.at(seat.id).session, msg::turned_out{order.room});
}

void courier::close(const client& who, close_code code) {
  if (who.speaks != dialect::plain) code = for_sdk(code);
  who.link->close(code, reason(code));
}

void courier::on_exit(const caf::exit_msg& exit) {
  on_cut_links();
  for (const auto& [id, each] : clients_)
    self_.send_exit(each.session.untyped(), exit.reason);
  self_.quit(exit.reason);
}

}  // namespace parley
