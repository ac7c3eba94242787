// SPDX-License-Identifier: Apache-2.0
#include "lab/load/run.hpp"

#include "lab/load/broadcast.hpp"
#include "lab/load/churn.hpp"

namespace parley::load {

namespace {

/// Members that publish nothing.
class silent final : public crowd {
 public:
  using crowd::crowd;

 private:
  void on_message(std::size_t, const mark&, std::int64_t) override {}
};

void run_silent(stage where, result& into) {
  silent members(std::move(where), into.plan);
  members.gather(into);
}

void run_fanout(stage where, result& into) {
  broadcast rooms(std::move(where), into.plan);
  rooms.gather(into);
  rooms.measure(into);
  rooms.finish(into);
}

void run_slow(stage where, result& into) {
  broadcast rooms(where, into.plan);
  rooms.gather(into);
  rooms.measure(into);
  into.latency_without_slow = into.latency;
  const auto before = where.usage().resident;
  rooms.slow_down();
  rooms.measure(into);
  into.resident_growth = static_cast<std::int64_t>(where.usage().resident) -
                         static_cast<std::int64_t>(before);
  rooms.finish(into);
}

}  // namespace

void run(stage where, result& into) {
  switch (into.plan.scenario) {
    case scenario::fanout:
      return run_fanout(std::move(where), into);
    case scenario::idle:
    case scenario::joins:
      return run_silent(std::move(where), into);
    case scenario::churn: {
      churn visits(std::move(where), into.plan);
      return visits.measure(into);
    }
    case scenario::slow:
      return run_slow(std::move(where), into);
  }
}

}  // namespace parley::load
