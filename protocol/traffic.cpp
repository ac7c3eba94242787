// SPDX-License-Identifier: Apache-2.0
#include "protocol/traffic.hpp"

namespace parley {

namespace {

using record = traffic_record;

void add_member(record& to, const record& from, std::uint64_t record::*member) {
  to.*member += from.*member;
}

void add_member(record& to, const record& from,
                std::uint64_t record::clients::*member) {
  for (const auto& [transport, more] : from.transports)
    to.transports[transport].*member += more.*member;
}

template <class Key>
void add_member(record& to, const record& from,
                std::map<Key, std::uint64_t> record::*member) {
  for (const auto& [key, count] : from.*member) (to.*member)[key] += count;
}

}  // namespace

void traffic_record::add(const traffic_record& other) {
  for (const auto& row : traffic_rows)
    std::visit([&](auto member) { add_member(*this, other, member); },
               row.member);
  refused.add(other.refused);
  for (const auto& [method, calls] : other.api) {
    auto& sum = api[method];
    sum.durations.add(calls.durations);
    sum.errors += calls.errors;
  }
}

}  // namespace parley
