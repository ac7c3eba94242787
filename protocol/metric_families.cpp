// SPDX-License-Identifier: Apache-2.0
#include "protocol/metric_families.hpp"

#include <limits>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <utility>
#include <vector>

namespace parley {

struct metric_families::state {
  using family = prometheus::MetricFamily;

  std::string prefix;
  std::vector<family> families;

  prometheus::ClientMetric& add(std::string_view name, std::string_view help,
                                prometheus::MetricType type, const labels& by) {
    auto full = prefix + std::string(name);
    // Values of one family follow one another, or nearly so.
    auto at = families.rbegin();
    while (at != families.rend() && at->name != full) ++at;
    auto& to = at == families.rend()
                   ? families.emplace_back(
                         family{std::move(full), std::string(help), type, {}})
                   : *at;
    auto& metric = to.metric.emplace_back();
    for (const auto& [key, value] : by) metric.label.push_back({key, value});
    return metric;
  }
};

metric_families::metric_families(std::string prefix)
    : state_(std::make_unique<state>()) {
  state_->prefix = std::move(prefix) + '_';
}

metric_families::~metric_families() = default;

void metric_families::put(kind type, std::string_view name,
                          std::string_view help, double value,
                          const labels& by) {
  using prometheus::MetricType;
  switch (type) {
    case kind::gauge:
      state_->add(name, help, MetricType::Gauge, by).gauge.value = value;
      return;
    case kind::counter:
      state_->add(name, help, MetricType::Counter, by).counter.value = value;
      return;
    case kind::untyped:
      state_->add(name, help, MetricType::Untyped, by).untyped.value = value;
      return;
  }
}

void metric_families::put(std::string_view name, std::string_view help,
                          std::span<const double> bounds,
                          std::span<const std::uint64_t> counts, double sum,
                          const labels& by) {
  auto& to =
      state_->add(name, help, prometheus::MetricType::Histogram, by).histogram;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    to.sample_count += counts[i];
    to.bucket.push_back(
        {to.sample_count, i < bounds.size()
                              ? bounds[i]
                              : std::numeric_limits<double>::infinity()});
  }
  to.sample_sum = sum;
}

std::string metric_families::text() const {
  return prometheus::TextSerializer().Serialize(state_->families);
}

}  // namespace parley
