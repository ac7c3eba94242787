// SPDX-License-Identifier: Apache-2.0
// Prometheus' families of metrics, filled one value at a time. Hides the
// library's types.
#pragma once

#include "protocol/turn_record.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace parley {

class metric_families {
 public:
  using labels = std::map<std::string, std::string>;

  explicit metric_families(std::string prefix);
  ~metric_families();
  metric_families(const metric_families&) = delete;
  metric_families& operator=(const metric_families&) = delete;

  template <class Number>
  void gauge(std::string_view name, std::string_view help, Number value,
             const labels& by = {}) {
    put(kind::gauge, name, help, static_cast<double>(value), by);
  }

  template <class Number>
  void counter(std::string_view name, std::string_view help, Number value,
               const labels& by = {}) {
    put(kind::counter, name, help, static_cast<double>(value), by);
  }

  /// A counter under a name that dashboards know and that has no _total, which
  /// promtool asks of all that are called counters.
  template <class Number>
  void known_counter(std::string_view name, std::string_view help, Number value,
                     const labels& by = {}) {
    put(kind::untyped, name, help, static_cast<double>(value), by);
  }

  template <std::size_t Bounds>
  void histogram(std::string_view name, std::string_view help,
                 const duration_counts<Bounds>& counts, const labels& by) {
    put(name, help, counts.bounds(), counts.counts(), counts.sum(), by);
  }

  std::string text() const;

 private:
  enum class kind : std::uint8_t { gauge, counter, untyped };

  void put(kind type, std::string_view name, std::string_view help,
           double value, const labels& by);
  void put(std::string_view name, std::string_view help,
           std::span<const double> bounds,
           std::span<const std::uint64_t> counts, double sum, const labels& by);

  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
