// SPDX-License-Identifier: Apache-2.0
#include "actors/api_actor.hpp"

#include "actors/outcome_reply.hpp"
#include "protocol/centrifuge/api_fault.hpp"
#include "protocol/limits.hpp"

#include <string>
#include <utility>

namespace parley {

namespace api = centrifuge::api;

namespace {

bool may_be_large(const api::Command& command) {
  return command.has_history() || command.has_presence() ||
         command.has_channels();
}

/// Says in an error what is wrong with the call.
void explain(api::Reply& refused, const api_call& call) {
  if (!refused.has_error() || !refused.error().detail().empty()) return;
  const auto code = static_cast<reply_error>(refused.error().code());
  refused.mutable_error()->set_detail(centrifuge::explain(call, code));
}

}  // namespace

api_actor::api_actor(pinned& self, const topology& actors)
    : self_(self), actors_(actors), started_(actors.now()), replies_(self) {}

caf::behavior api_actor::make_behavior() {
  return {
      [this](api_work& work) { on_work(work); },
      [this](msg::room_answer& answer) { replies_.resolve(answer); },
      [this](msg::room_list& answer) {
        room_lists_.resolve(answer.tag, answer);
      },
      [this](msg::user_count& answer) {
        user_counts_.resolve(answer.tag, answer);
      },
      [this](msg::neighbours_answered& answer) {
        everywhere_.resolve(answer.tag, answer);
      },
      [this](const msg::ask_node& request) { on_ask_node(request); },
  };
}

// -- calls --------------------------------------------------------------------

void api_actor::on_work(api_work& work) {
  auto decoded = centrifuge::decode(work.call);
  if (!decoded)
    return work.done(centrifuge::undecodable(
        centrifuge::explain(work.call, reply_error::bad_request)));
  const bool as_status = work.call.transport_errors;
  if (const auto* error = std::get_if<reply_error>(&*decoded)) {
    auto refused = failure(*error);
    explain(refused, work.call);
    return work.done(centrifuge::encode(refused, as_status));
  }
  auto& request = std::get<centrifuge::api_request>(*decoded);
  if (auto* many = std::get_if<centrifuge::api_batch>(&request))
    return run_batch(std::move(many->request), std::move(work.done));
  run(std::get<api::Command>(request),
      [done = std::move(work.done), call = std::move(work.call)](reply found) {
        explain(found, call);
        done(centrifuge::encode(found, call.transport_errors));
      });
}

// Counts by method how long the call takes and whether it fails. `done` holds
// the text of the call, and a broadcast copies the result for each of its
// rooms: all copies share one `done`.
api_actor::finished api_actor::counted(const api::Command& command,
                                       finished done) {
  using clock = std::chrono::steady_clock;
  auto& calls = self_.where().traffic().api[centrifuge::method_name(command)];
  return [&calls, began = clock::now(),
          shared =
              std::make_shared<const finished>(std::move(done))](reply found) {
    calls.durations.add(clock::now() - began);
    if (found.has_error()) ++calls.errors;
    (*shared)(std::move(found));
  };
}

// One after the other, unless they may run at once.
void api_actor::run_batch(api::BatchRequest request,
                          std::function<void(api_answer)> done) {
  const auto size = request.commands_size();
  if (static_cast<std::size_t>(size) > batch_size)
    return done(centrifuge::undecodable(
        "a batch has at most " + std::to_string(batch_size) + " commands"));
  if (size == 0) return done(centrifuge::encode(api::BatchReply()));
  const auto under_way = std::make_shared<batch>();
  under_way->request = std::move(request);
  under_way->done = std::move(done);
  under_way->open = size;
  for (int i = 0; i < size; ++i) under_way->replies.add_replies();
  std::deque<int> at_once;
  for (int i = 0; i < size; ++i) {
    const auto& command = under_way->request.commands(i);
    const bool waits = !under_way->request.parallel() || may_be_large(command);
    (waits ? under_way->in_turn : at_once).push_back(i);
  }
  for (const int each : at_once) run_one(under_way, each, [] {});
  run_next(under_way);
}

void api_actor::run_next(const std::shared_ptr<batch>& under_way) {
  if (under_way->in_turn.empty()) return;
  const int next = under_way->in_turn.front();
  under_way->in_turn.pop_front();
  run_one(under_way, next, [this, under_way] { run_next(under_way); });
}

void api_actor::run_one(const std::shared_ptr<batch>& under_way, int which,
                        std::function<void()> then) {
  const auto& command = under_way->request.commands(which);
  const bool is_large = may_be_large(command);
  auto answered = [under_way, which, is_large,
                   then = std::move(then)](reply found) {
    if (is_large) under_way->bytes += found.ByteSizeLong();
    *under_way->replies.mutable_replies(which) = std::move(found);
    if (--under_way->open == 0)
      under_way->done(centrifuge::encode(under_way->replies));
    else
      then();
  };
  if (is_large && under_way->bytes >= batch_answer_size)
    answered(failure(reply_error::limit_exceeded));
  else
    run(command, std::move(answered));
}

void api_actor::run(const api::Command& command, finished done) {
  done = counted(command, std::move(done));
  if (actors_.cluster && is_about_all_nodes(command))
    run_everywhere(command, std::move(done));
  else
    run_here(command, std::move(done));
}

void api_actor::run_here(const api::Command& command, finished done) {
  if (command.has_publish())
    publish(command.publish(), std::move(done));
  else if (command.has_broadcast())
    broadcast(command.broadcast(), std::move(done));
  else if (command.has_subscribe())
    subscribe(command.subscribe(), std::move(done));
  else if (command.has_unsubscribe())
    unsubscribe(command.unsubscribe(), std::move(done));
  else if (command.has_disconnect())
    disconnect(command.disconnect(), std::move(done));
  else if (command.has_refresh())
    refresh(command.refresh(), std::move(done));
  else if (command.has_presence())
    presence(command.presence().channel(), std::move(done));
  else if (command.has_presence_stats())
    presence_stats(command.presence_stats().channel(), std::move(done));
  else if (command.has_history())
    history(command.history(), std::move(done));
  else if (command.has_history_remove())
    history_remove(command.history_remove().channel(), std::move(done));
  else if (command.has_channels())
    channels(command.channels().pattern(), std::move(done));
  else if (command.has_info())
    info(std::move(done));
  else
    done(failure(reply_error::method_not_found));
}

// -- rooms -----------------------------------------------------------------

bool api_actor::is_room(const std::string& room, const finished& done) {
  const auto error = actors_.rules->refuses_name(room, name_rule::text);
  if (error) done(failure(*error));
  return !error;
}

bool api_actor::has_presence(const std::string& room, const finished& done) {
  if (!is_room(room, done)) return false;
  if (actors_.rules->find(room)->presence) return true;
  done(failure(reply_error::not_available));
  return false;
}

}  // namespace parley
