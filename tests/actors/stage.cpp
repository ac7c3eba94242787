// SPDX-License-Identifier: Apache-2.0
#include "tests/actors/stage.hpp"

#include "actors/courier.hpp"
#include "actors/directory.hpp"
#include "actors/user_directory.hpp"
#include "tests/room/reading.hpp"

#include <caf/actor_registry.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <utility>

namespace parley {

// -- link ---------------------------------------------------------------------

push_result fake_link::push(const frame& pushed, overflow) {
  if (closed_with) {
    ++refused;
    return push_result::closed;
  }
  if (count(pushed->size()) == push_result::slow) return push_result::slow;
  for (auto& line : read_frames(pushed)) {
    told.push_back(line);
    heard.push_back(std::move(line));
  }
  return push_result::queued;
}

push_result fake_link::send(message_kind, std::string_view message) {
  if (closed_with) {
    ++refused;
    return push_result::closed;
  }
  if (count(message.size()) == push_result::slow) return push_result::slow;
  echoed.emplace_back(message);
  told.emplace_back(message);
  return push_result::queued;
}

push_result fake_link::count(std::size_t size) {
  bytes += size;
  if (bytes > congested_at) is_congested = true;
  if (bytes <= slow_at) return push_result::queued;
  close(close_code::slow, reason(close_code::slow));
  return push_result::slow;
}

void fake_link::drains() {
  is_congested = false;
  if (std::exchange(drain_wanted, false) && events) events->on_drained();
}

void fake_link::wake_after(std::chrono::milliseconds delay) {
  wakes_after = delay;
}

void fake_link::wakes() {
  ASSERT_TRUE(wakes_after) << "the session has not asked to be woken";
  wakes_after.reset();
  events->on_wake();
}

void fake_link::close(close_code code, std::string_view) {
  if (closed_with) return;
  closed_with = code;
  if (answers_close) gone(code);
}

void fake_link::cut() {
  gone(close_code::abnormal);
}

void fake_link::says(std::string text, message_kind kind) {
  ASSERT_EQ(reads_wanted, 1) << "the session has not asked for a message";
  reads_wanted = 0;
  events->on_message(kind, std::move(text));
}

void fake_link::gone(close_code code) {
  if (!closed_with) closed_with = code;
  if (const auto last = std::exchange(events, nullptr)) last->on_closed(code);
}

// -- stage --------------------------------------------------------------------

stage::config::config() {
  set("scheduler.policy", caf::atom("testing"));
}

stage::stage() : system_(std::make_unique<caf::actor_system>(config_)) {
  lift_rates();
  set_rules();
  actors.now = [this] {
    return std::chrono::system_clock::time_point(std::chrono::hours(500'000)) +
           elapsed_;
  };
  actors.rooms = std::make_shared<room_limits>(options);
  actors.loops = homes_.size();
  for (loop_index i = 0; i < homes_.size(); ++i) {
    homes_[i] = std::make_unique<home>(*system_, i, [] {});
    homes_[i]->bind_to_this_thread();
    acceptors_[i] =
        std::make_unique<session_acceptor>(*homes_[i], actors, bounds);
  }
  for (auto& where : homes_) actors.add_courier(spawn_pinned<courier>(*where));
  for (auto& where : homes_)
    actors.directories.push_back(spawn_pinned<directory>(*where, actors));
  for (auto& where : homes_)
    actors.user_directories.push_back(
        spawn_pinned<user_directory>(*where, actors));
}

void stage::lift_rates() {
  bounds.message_rate = bounds.byte_rate = 0;
  options.command_rate = options.join_rate = 0;
  options.user_command_rate = options.user_join_rate = 0;
  options.user_byte_rate = 0;
  auto& rooms = channels.without_namespace;
  rooms.publish_rate = rooms.publish_byte_rate = 0;
}

void stage::set_rates_of_people() {
  const limits usual;
  bounds.message_rate = usual.message_rate;
  bounds.byte_rate = usual.byte_rate;
  const client_options of_client;
  options.command_rate = of_client.command_rate;
  options.join_rate = of_client.join_rate;
  options.user_command_rate = of_client.user_command_rate;
  options.user_join_rate = of_client.user_join_rate;
  options.user_byte_rate = of_client.user_byte_rate;
}

void stage::set_rules() {
  policy_.reset();
  spaces_ = std::make_unique<namespaces>(channels, bounds.room_name);
  tokens_ = std::make_unique<token_verifier>(options.token);
  policy_ = std::make_unique<policy>(options, *spaces_, *tokens_, *tokens_);
  actors.rules = policy_.get();
}

stage::~stage() {
  settle();
  for (const auto& each : actors.directories)
    anon_send_exit(each, caf::exit_reason::user_shutdown);
  for (const auto& each : actors.user_directories)
    anon_send_exit(each, caf::exit_reason::user_shutdown);
  for (const auto& each : actors.link_couriers)
    anon_send_exit(each, caf::exit_reason::user_shutdown);
  settle();
  EXPECT_EQ(running(), 0u) << "actors outlive their node";
  system_->await_actors_before_shutdown(false);
  actors = {};
  homes_ = {};
}

std::shared_ptr<fake_link> stage::connect(loop_index loop,
                                          link_request request) {
  auto link = std::make_shared<fake_link>();
  link->events = acceptors_[loop]->accept(link, std::move(request));
  return link;
}

void stage::settle() {
  bool busy = true;
  while (busy) {
    busy = false;
    for (loop_index i = 0; i < homes_.size(); ++i) {
      while (step(i)) busy = true;
      if (!homes_[i]->publishing().empty()) busy = true;
      end_turn(i);
    }
  }
}

bool stage::step(loop_index loop) {
  return homes_[loop]->run(1) > 0;
}

void stage::end_turn(loop_index loop) {
  homes_[loop]->publishing().run();
}

void stage::advance(std::chrono::milliseconds time) {
  elapsed_ += time;
  dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler())
      .advance_time(time);
  settle();
}

loop_index stage::loop_of(std::string_view room) const {
  return actors.directory_of(room) == actors.directories[0] ? 0 : 1;
}

std::size_t stage::running() const {
  return system_->registry().running();
}

}  // namespace parley
