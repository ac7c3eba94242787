// SPDX-License-Identifier: Apache-2.0
#include "actors/inspector.hpp"

#include "actors/process_figures.hpp"
#include "protocol/inspection_json.hpp"
#include "protocol/limits.hpp"
#include "protocol/metrics.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace parley {

namespace {

std::string key_of(const inspection_query& query) {
  return std::to_string(static_cast<int>(query.about)) + ' ' +
         std::to_string(static_cast<int>(query.by)) + ' ' +
         std::to_string(query.limit) + ' ' + query.filter;
}

inspection_answer failure(unsigned status, std::string_view why) {
  return {.status = status, .body = R"({"error":")" + std::string(why) + "\"}"};
}

}  // namespace

inspector::inspector(pinned& self, const topology& actors,
                     std::string metrics_prefix)
    : self_(self), actors_(actors), prefix_(std::move(metrics_prefix)) {}

caf::behavior inspector::make_behavior() {
  return {
      [this](msg::inspection_work& work) { on_work(work); },
      [this](msg::surveyed& part) { on_surveyed(part); },
      [this](const msg::survey_overdue& late) { on_overdue(late); },
      [this](const msg::reached& answer) { on_reached(answer); },
      [this](const msg::moderate_done& answer) { on_moderate_done(answer); },
      [this](const msg::ask_node& request) { on_ask_node(request); },
      [this](const msg::neighbours_answered& answer) {
        on_neighbours_answered(answer);
      },
  };
}

void inspector::on_work(msg::inspection_work& work) {
  std::visit([&](const auto& call) { on(call, std::move(work.done)); },
             work.call);
}

// -- questions ----------------------------------------------------------------

void inspector::on(const inspection_query& query, asker done) {
  auto bounded = query;
  bounded.limit = query.about == inspected::turns
                      ? 0
                      : std::min(query.limit, inspection_rows);
  ask(key_of(bounded), bounded, std::move(done),
      [bounded](const node_report& report) {
        return inspection_answer{.body = to_json(report, bounded)};
      });
}

void inspector::on(const metrics_call&, asker done) {
  const inspection_query hottest{.about = inspected::rooms,
                                 .by = sort_key::out,
                                 .limit = metrics_hot_rooms};
  ask("metrics", hottest, std::move(done),
      [this, hottest](const node_report& report) {
        return inspection_answer{
            .content_type = metrics_content_type,
            .body = to_metrics(report, hottest, prefix_) + process_metrics()};
      });
}

void inspector::ask(
    const std::string& key, const inspection_query& query, asker done,
    std::function<inspection_answer(const node_report&)> write) {
  forget_old();
  auto [at, is_new] = inspections_.try_emplace(key);
  auto& asked = at->second;
  if (!is_new) {
    if (asked.askers.empty()) return done(asked.answer);
    asked.askers.push_back(std::move(done));
    return;
  }
  if (inspections_.size() > inspections_kept) {
    inspections_.erase(at);
    return done(failure(503, "too many different questions at once"));
  }
  asked.tag = asked_++;
  asked.write = std::move(write);
  asked.report.node = actors_.shown_name();
  asked.report.loops = actors_.surveyors.size();
  asked.askers.push_back(std::move(done));
  const auto here = caf::actor_cast<caf::actor>(&self_);
  for (const auto& each : actors_.surveyors)
    self_.send(each, msg::survey{query, here, asked.tag});
  self_.delayed_send(here, inspection_timeout, msg::survey_overdue{asked.tag});
}

void inspector::forget_old() {
  const auto now = clock::now();
  std::erase_if(inspections_, [now](const auto& each) {
    const auto& asked = each.second;
    return asked.askers.empty() && now - asked.answered_at > inspection_age;
  });
}

void inspector::on_surveyed(msg::surveyed& part) {
  const auto at = std::ranges::find_if(inspections_, [&](const auto& each) {
    return each.second.tag == part.tag && !each.second.askers.empty();
  });
  if (at == inspections_.end()) return;  // it came too late
  auto& asked = at->second;
  asked.report.answers.push_back(std::move(part.report));
  if (asked.report.answers.size() == asked.report.loops) complete(asked);
}

void inspector::on_overdue(const msg::survey_overdue& late) {
  for (auto& [key, asked] : inspections_)
    if (asked.tag == late.tag && !asked.askers.empty()) return complete(asked);
}

void inspector::complete(inspection& asked) {
  using seconds = std::chrono::duration<double>;
  asked.report.uptime = seconds(clock::now() - started_).count();
  asked.report.journal = look_at_journal();
  asked.report.memory = memory_use::report();
  if (actors_.cluster) asked.report.cluster = actors_.cluster->report();
  std::ranges::sort(asked.report.answers, {}, &loop_report::loop);
  asked.answer = asked.write(asked.report);
  asked.report.answers.clear();
  asked.answered_at = clock::now();
  for (const auto& each : std::exchange(asked.askers, {})) each(asked.answer);
}

// It has a thread of its own, and its record may be read from here.
std::optional<journal_report> inspector::look_at_journal() const {
  if (!actors_.journal) return std::nullopt;
  const auto& did =
      caf::actor_cast<const quiet_actor*>(actors_.journal->untyped())->record();
  return journal_report{
      .mailbox = did.mailbox(),
      .changes = did.in(),
      .commits = did.out(),
      .busy = std::chrono::duration<double>(did.busy()).count()};
}

// -- orders -------------------------------------------------------------------

template <class Order>
void inspector::pass_on(Order order, asker done) {
  const auto loop = order.id.loop();
  if (loop >= actors_.link_couriers.size())
    return done(failure(404, "no such session"));
  order.answer_to = caf::actor_cast<caf::actor>(&self_);
  order.tag = orders_.add(std::move(done));
  self_.send(actors_.link_couriers[loop], std::move(order));
}

void inspector::on(const kick_call& call, asker done) {
  pass_on(msg::kick{.id = call.session, .answer_to = {}}, std::move(done));
}

void inspector::on(const trace_call& call, asker done) {
  pass_on(msg::trace{.id = call.session, .on = call.on, .answer_to = {}},
          std::move(done));
}

void inspector::on(const log_call& call, asker done) {
  spdlog::set_level(spdlog::level::from_str(call.level));
  spdlog::log(spdlog::get_level(), "log.level now={}", call.level);
  done({.body = "{}"});
}

void inspector::on_reached(const msg::reached& answer) {
  orders_.resolve(answer.tag, answer.found ? inspection_answer{.body = "{}"}
                                           : failure(404, "no such session"));
}

// A room's members are at any node, and each node keeps the orders for its own.
void inspector::on(const moderation_call& call, asker done) {
  if (actors_.cluster)
    moderate_everywhere(call, std::move(done));
  else
    moderate_here(call, std::move(done));
}

void inspector::moderate_everywhere(const moderation_call& call, asker done) {
  const auto first = std::make_shared<std::optional<inspection_answer>>();
  const auto both = [first, done = std::move(done)](inspection_answer answer) {
    if (!*first)
      *first = std::move(answer);
    else
      done((*first)->status == 200 ? std::move(answer) : **first);
  };
  self_.send(actors_.cluster->neighbours,
             msg::ask_neighbours{call, caf::actor_cast<caf::actor>(&self_),
                                 orders_.add(both)});
  moderate_here(call, both);
}

// The nodes that have answered have carried it out.
void inspector::on_neighbours_answered(const msg::neighbours_answered& answer) {
  const auto refused = std::ranges::find_if(
      answer.replies, [](const auto& why) { return !why.empty(); });
  if (refused != answer.replies.end()) {
    orders_.resolve(answer.tag, {.status = 409, .body = *refused});
    return;
  }
  const auto missing = who_is_missing(answer);
  orders_.resolve(answer.tag, missing.empty() ? inspection_answer{.body = "{}"}
                                              : failure(504, missing));
}

void inspector::on_ask_node(const msg::ask_node& request) {
  const auto* order = std::get_if<moderation_call>(&request.what);
  if (!order)
    return self_.send(request.who, msg::node_answered{request.tag, "no order"});
  moderate_here(*order, [this, who = request.who,
                         tag = request.tag](const inspection_answer& answer) {
    self_.send(who,
               msg::node_answered{
                   tag, answer.status == 200 ? std::string() : answer.body});
  });
}

void inspector::moderate_here(const moderation_call& call, asker done) {
  if (!actors_.rules->find(call.room))
    return done(failure(404, "no such namespace"));
  self_.send(actors_.directory_of(call.room),
             msg::moderate{call,
                           {caf::actor_cast<caf::actor>(&self_),
                            orders_.add(std::move(done))}});
}

void inspector::on_moderate_done(const msg::moderate_done& answer) {
  orders_.resolve(answer.tag, answer.refused
                                  ? failure(409, message_of(*answer.refused))
                                  : inspection_answer{.body = "{}"});
}

}  // namespace parley
