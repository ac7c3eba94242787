#include "protocol/traffic.hpp"

namespace parley {

void traffic_record::add(const traffic_record& other) {
  for (const auto& [transport, more] : other.transports) {
    auto& sum = transports[transport];
    sum.accepted += more.accepted;
    sum.ended += more.ended;
    sum.messages += more.messages;
    sum.bytes += more.bytes;
  }
  for (const auto& [code, count] : other.closes) closes[code] += count;
  sent += other.sent;
  sent_bytes += other.sent_bytes;
  http_requests += other.http_requests;
  refused.add(other.refused);
  for (const auto& [code, count] : other.reply_errors)
    reply_errors[code] += count;
  recovered += other.recovered;
  not_recovered += other.not_recovered;
  relay_gaps += other.relay_gaps;
  relays_lost += other.relays_lost;
  for (const auto& [why, count] : other.rooms_refused)
    rooms_refused[why] += count;
  positions_kept += other.positions_kept;
  positions_taken += other.positions_taken;
  positions_forgotten += other.positions_forgotten;
  for (const auto& [method, calls] : other.api) {
    auto& sum = api[method];
    sum.durations.add(calls.durations);
    sum.errors += calls.errors;
  }
}

}  // namespace parley
