// SPDX-License-Identifier: Apache-2.0
#include "lab/load/churn.hpp"

namespace parley::load {

namespace {

constexpr std::uint32_t words_of_a_visit = 3;
constexpr std::int64_t visit_check_ns = 10'000'000;
constexpr std::chrono::milliseconds leave_patience{30'000};

}  // namespace

churn::churn(stage where, const load::plan& plan)
    : stage_(std::move(where)), plan_(plan), visitors_(plan.connections()) {
  for (std::size_t i = 0; i < plan.connections(); ++i)
    stage_.clients.add(static_cast<std::uint32_t>(i % plan.rooms));
  stage_.clients.watch(*this);
}

void churn::measure(result& into) {
  const auto never = [] { return false; };
  stage_.clients.run_until(never, plan_.warmup);
  const auto before = stage_.usage();
  const auto own_before = process_usage::own_cpu();
  const auto visits_before = visits_, deliveries_before = deliveries_;
  const auto began = now_ns();
  stage_.clients.run_until(never, plan_.measured);
  const auto after = stage_.usage();
  into.seconds = into.join_seconds =
      static_cast<double>(now_ns() - began) / 1e9;
  into.join_cpu = into.server_cpu = after.cpu - before.cpu;
  into.generator_cpu = process_usage::own_cpu() - own_before;
  into.connections = visits_ - visits_before;
  into.deliveries = deliveries_ - deliveries_before;
  leaving_ = true;
  if (!stage_.clients.run_until([this] { return present_ == 0; },
                                leave_patience))
    lost_ += present_;
  into.lost = lost_;
  into.duplicated = duplicated_;
  into.refused = refused_;
  into.failures = failures_;
}

void churn::on_open(std::size_t who) {
  speak(who);
}

void churn::speak(std::size_t who) {
  const mark what{static_cast<std::uint32_t>(who), visitors_[who].next,
                  now_ns()};
  stage_.clients.publish(who, make_payload(what, plan_.size));
}

// A visitor receives the messages of others too; only its own are checked.
void churn::on_heard(std::size_t who, const mark& what, std::int64_t) {
  ++deliveries_;
  auto& visitor = visitors_[who];
  if (what.room != who || visitor.away) return;
  if (what.sequence < visitor.next) ++duplicated_;
  if (what.sequence > visitor.next) lost_ += what.sequence - visitor.next;
  visitor.next = what.sequence + 1;
  if (visitor.next % words_of_a_visit != 0) return speak(who);
  ++visits_;
  --present_;
  visitor.away = true;
}

void churn::on_lost(std::size_t who) {
  ++failures_;
  if (!visitors_[who].away) --present_;
  visitors_[who].away = true;
}

void churn::on_refused(std::size_t errors) {
  refused_ += errors;
}

std::int64_t churn::on_turn(std::int64_t) {
  for (std::size_t who = 0; who < visitors_.size(); ++who) {
    auto& visitor = visitors_[who];
    if (!visitor.away) continue;
    stage_.clients.close(who);
    if (leaving_) continue;
    visitor.away = false;
    ++present_;
    stage_.clients.connect(who);
  }
  return visit_check_ns;
}

}  // namespace parley::load
