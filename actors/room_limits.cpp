// SPDX-License-Identifier: Apache-2.0
#include "actors/room_limits.hpp"

#include "protocol/memory_use.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <utility>

namespace parley {

std::string_view name_of(room_refusal why) {
  switch (why) {
    case room_refusal::node_limit:
      return "node_limit";
    case room_refusal::connection_rate:
      return "connection_rate";
    case room_refusal::user_rate:
      return "user_rate";
    case room_refusal::address_rate:
      return "address_rate";
  }
  return {};
}

room_allowance::room_allowance(const client_options& options,
                               std::shared_ptr<shared_bucket> user,
                               std::shared_ptr<shared_bucket> address)
    : own_(options.new_room_rate, options.new_room_burst),
      user_(std::move(user)),
      address_(std::move(address)) {}

// The narrowest first: a connection that makes too many takes nothing from
// others of its user or address.
std::optional<room_refusal> room_allowance::pay(time_point now) {
  if (!own_.take(now)) return room_refusal::connection_rate;
  if (user_ && !user_->take(now)) return room_refusal::user_rate;
  if (address_ && !address_->take(now)) return room_refusal::address_rate;
  return std::nullopt;
}

bool room_limits::enter() {
  const auto running = running_.fetch_add(1, std::memory_order_relaxed);
  if (running < options_.room_limit &&
      memory_use::level() == memory_level::normal)
    return true;
  leave();
  return false;
}

std::shared_ptr<room_allowance> room_limits::allowance(const std::string& user,
                                                       std::string_view peer,
                                                       time_point now) {
  const auto group = address_group(peer);
  const std::lock_guard lock(mutex_);
  return std::make_shared<room_allowance>(
      options_,
      bucket_of(users_, user, options_.user_new_room_rate,
                options_.user_new_room_burst, now),
      bucket_of(addresses_, group, options_.address_new_room_rate,
                options_.address_new_room_burst, now));
}

// A bucket stays as long as it is not full, so that a reconnect does not give a
// new one. When the table has doubled since the last time, or is at its limit
// and a second has passed, full buckets without a connection are dropped.
std::shared_ptr<shared_bucket> room_limits::bucket_of(payer_table& among,
                                                      const std::string& payer,
                                                      double rate, double burst,
                                                      time_point now) {
  if (payer.empty() || rate <= 0) return nullptr;
  if (const auto at = among.buckets.find(payer); at != among.buckets.end())
    return at->second;
  const bool has_doubled = among.buckets.size() >= among.clean_at;
  const bool is_at_limit = among.buckets.size() >= payers &&
                           now - among.cleaned >= std::chrono::seconds(1);
  if (has_doubled || is_at_limit) {
    among.cleaned = now;
    std::erase_if(among.buckets, [now](const auto& each) {
      return each.second.use_count() == 1 && each.second->is_full(now);
    });
    among.clean_at = std::max<std::size_t>(64, 2 * among.buckets.size());
    if (among.clean_at > payers) among.clean_at = payers + 1;
  }
  if (among.buckets.size() >= payers) {
    if (!among.overflow)
      among.overflow = std::make_shared<shared_bucket>(rate, burst);
    return among.overflow;
  }
  auto made = std::make_shared<shared_bucket>(rate, burst);
  among.buckets.emplace(payer, made);
  return made;
}

std::string address_group(std::string_view peer) {
  constexpr std::size_t ipv6_size = 16, network_size = 8;
  constexpr std::string_view mapped_ipv4 = "::ffff:";
  std::string text(peer);
  const bool has_brackets = text.starts_with('[');
  const auto colon = text.rfind(':');
  const bool has_port =
      has_brackets || (colon != std::string::npos && text.find(':') == colon);
  if (has_brackets)
    text = text.substr(1, text.find(']') - 1);
  else if (has_port)
    text.resize(colon);
  if (const auto zone = text.find('%'); zone != std::string::npos)
    text.resize(zone);
  if (text.starts_with(mapped_ipv4) && text.find('.') != std::string::npos)
    text.erase(0, mapped_ipv4.size());
  std::array<unsigned char, ipv6_size> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return text;
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return {};
  return "6" + std::string(bytes.begin(), bytes.begin() + network_size);
}

}  // namespace parley
