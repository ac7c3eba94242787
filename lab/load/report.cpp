// SPDX-License-Identifier: Apache-2.0
#include "lab/load/report.hpp"

#include <cstdio>
#include <string_view>

namespace parley::load {

namespace {

template <class... Values>
std::string print(const char* format, Values... values) {
  std::string out(256, '\0');
  const int size = std::snprintf(out.data(), out.size(), format, values...);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

void row(std::string& out, std::string_view name, const std::string& value) {
  out.append("  ").append(name);
  out.append(name.size() < 26 ? 26 - name.size() : 1, ' ');
  out.append(value).append("\n");
}

std::string milliseconds(std::uint64_t ns) {
  return print("%.3f ms", static_cast<double>(ns) / 1e6);
}

std::string percentiles(const histogram& of) {
  return milliseconds(of.quantile(0.5)) + ", " +
         milliseconds(of.quantile(0.9)) + ", " +
         milliseconds(of.quantile(0.99)) + ", " +
         milliseconds(of.quantile(0.999)) + ", " + milliseconds(of.max());
}

void add_deliveries(std::string& out, const result& found) {
  const auto rate = [&](std::uint64_t count) {
    return print("%.0f/s", static_cast<double>(count) / found.seconds);
  };
  row(out, "deliveries",
      std::to_string(found.deliveries) + ", " + rate(found.deliveries));
  row(out, "messages",
      std::to_string(found.messages) + ", " + rate(found.messages));
  if (found.server_cpu > 0)
    row(out, "server CPU",
        print("%.2f us a delivery, %.0f%% of a core", found.cpu_per_delivery(),
              100 * found.server_cpu / found.seconds));
  row(out, "generator CPU",
      print("%.0f%% of a core", 100 * found.generator_cpu / found.seconds));
  row(out, "p50, p90, p99, p99.9, max", percentiles(found.latency));
  if (found.latency_without_slow)
    row(out, "without slow ones", percentiles(*found.latency_without_slow));
}

void add_connections(std::string& out, const result& found) {
  const bool visits = found.plan.scenario == scenario::churn;
  row(out, visits ? "visits" : "connections",
      print("%llu in %.2f s",
            static_cast<unsigned long long>(found.connections),
            found.join_seconds));
  if (found.join_cpu > 0)
    row(out, visits ? "server CPU" : "server CPU for joining",
        print("%.1f us each", found.cpu_per_join()));
  if (found.plan.scenario == scenario::slow)
    row(out, "resident memory grew",
        print("%.1f MB", static_cast<double>(found.resident_growth) / 1e6));
  else if (found.resident_growth > 0)
    row(out, "resident memory",
        print("%.0f bytes a connection", found.bytes_per_connection()));
}

}  // namespace

std::string as_table(const result& found) {
  std::string out =
      found.name + ": " + found.protocol + " at " + found.url + '\n';
  const bool speaks = found.plan.scenario == scenario::fanout ||
                      found.plan.scenario == scenario::slow;
  add_connections(out, found);
  if (speaks) add_deliveries(out, found);
  row(out, "lost", std::to_string(found.lost));
  row(out, "duplicated", std::to_string(found.duplicated));
  row(out, "reordered", std::to_string(found.reordered));
  row(out, "refused", std::to_string(found.refused));
  row(out, "failures", std::to_string(found.failures));
  if (found.plan.slow > 0)
    row(out, "slow ones ended",
        std::to_string(found.slow_ended) + " of " +
            std::to_string(found.plan.slow * found.plan.rooms));
  return out;
}

}  // namespace parley::load
