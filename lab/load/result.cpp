// SPDX-License-Identifier: Apache-2.0
#include "lab/load/result.hpp"

namespace parley::load {

namespace {

constexpr double micro = 1e6;

double share(double sum, std::uint64_t count) {
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace

double result::cpu_per_delivery() const {
  return share(server_cpu * micro, deliveries);
}

double result::cpu_per_join() const {
  return share(join_cpu * micro, connections);
}

double result::bytes_per_connection() const {
  return share(static_cast<double>(resident_growth), connections);
}

}  // namespace parley::load
