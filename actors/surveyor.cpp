// SPDX-License-Identifier: Apache-2.0
#include "actors/surveyor.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

// Rates over a longer time than this do not describe the present; the next
// walk's will.
constexpr double longest_period = 60;

bool is_about(inspected about, std::string_view kind) {
  switch (about) {
    case inspected::actors:
      return true;
    case inspected::rooms:
      return kind == "room";
    case inspected::sessions:
      return is_session(kind);
    case inspected::turns:
      return false;
  }
  return false;
}

/// Without the details, which take longer to put together.
actor_row figures_of(const pinned& actor) {
  const auto& did = actor.record();
  const auto& recent = did.recent();
  using seconds = std::chrono::duration<double>;
  return {.kind = actor.name(),
          .id = actor.id(),
          .loop = actor.where().index(),
          .mailbox = did.mailbox(),
          .handled = did.handled(),
          .busy = seconds(did.busy()).count(),
          .longest = seconds(did.longest()).count(),
          .rate = recent.handled,
          .load = recent.load,
          .in = recent.in,
          .out = recent.out,
          .size = actor.size()};
}

actor_row row_of(const pinned& actor) {
  auto row = figures_of(actor);
  row.detail = actor.detail();
  return row;
}

bool is_more(const auto& a, const auto& b) {
  return a.value > b.value;
}

}  // namespace

surveyor::surveyor(pinned& self) : self_(self), marked_(clock::now()) {}

caf::behavior surveyor::make_behavior() {
  return {
      [this](msg::survey& request) { on_survey(request); },
      [this](msg::next_slice) { on_next_slice(); },
  };
}

void surveyor::on_survey(msg::survey& request) {
  waiting_.push_back(std::move(request));
  if (waiting_.size() == 1) begin();
}

void surveyor::begin() {
  auto& home = self_.where();
  report_ = {.loop = home.index(),
             .turns = home.turns(),
             .traffic = home.traffic(),
             .kinds = {},
             .gone = home.actors().gone(),
             .rows = {}};
  period_ = period_over();
  home.actors().begin_walk();
  self_.send(caf::actor_cast<caf::actor>(&self_), msg::next_slice{});
}

double surveyor::period_over() {
  const auto now = clock::now();
  if (now - marked_ < rate_period) return 0;
  return std::chrono::duration<double>(now - std::exchange(marked_, now))
      .count();
}

void surveyor::on_next_slice() {
  auto& actors = self_.where().actors();
  if (actors.walk(census_slice, [this](pinned& each) { look_at(each); }))
    self_.send(caf::actor_cast<caf::actor>(&self_), msg::next_slice{});
  else
    finish();
}

void surveyor::look_at(pinned& actor) {
  auto& did = actor.record();
  if (period_ > 0) did.mark(period_, period_ <= longest_period);
  auto& total = report_.kinds[actor.name()];
  const auto mailbox = did.mailbox();
  ++total.actors;
  total.mailbox += mailbox;
  total.longest_mailbox = std::max(total.longest_mailbox, mailbox);
  const auto size = actor.size();
  total.size += size;
  total.largest = std::max(total.largest, size);
  total.handled += did.handled();
  total.busy += std::chrono::duration<double>(did.busy()).count();
  total.received += did.in();
  total.delivered += did.out();
  total.in += did.recent().in;
  total.out += did.recent().out;
  total.load += did.recent().load;
  consider(actor);
}

void surveyor::consider(pinned& actor) {
  const auto& query = waiting_.front().query;
  if (query.limit == 0 || !is_about(query.about, actor.name())) return;
  const auto value = sort_value(figures_of(actor), query.by);
  const auto is_least = [](const candidate& a, const candidate& b) {
    return is_more(a, b);
  };
  if (best_.size() == query.limit && value <= best_.front().value) return;
  if (!query.filter.empty() && !matches(row_of(actor), query.filter)) return;
  if (best_.size() == query.limit) {
    std::ranges::pop_heap(best_, is_least);
    best_.pop_back();
  }
  best_.push_back({value, caf::actor_cast<caf::actor>(&actor)});
  std::ranges::push_heap(best_, is_least);
}

// An actor that has ended in the meantime has no data any more.
void surveyor::finish() {
  const auto done = std::move(waiting_.front());
  waiting_.pop_front();
  const bool has_details = done.query.about != inspected::actors;
  for (const auto& each : std::exchange(best_, {})) {
    auto row = row_of(*caf::actor_cast<pinned*>(each.who));
    if (has_details && row.detail.index() == 0) continue;
    report_.rows.push_back(std::move(row));
  }
  self_.send(done.answer_to, msg::surveyed{done.tag, std::move(report_)});
  if (!waiting_.empty()) begin();
}

}  // namespace parley
