// SPDX-License-Identifier: Apache-2.0
// How many rooms a node may have, and how fast clients may make new ones.
// Shared by all loops.
#pragma once

#include "protocol/client_options.hpp"
#include "protocol/name_hash.hpp"
#include "protocol/shared_bucket.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Why a room was not started. Labels of a metric: a closed list.
enum class room_refusal : std::uint8_t {
  node_limit,
  connection_rate,
  user_rate,
  address_rate,
};

std::string_view name_of(room_refusal why);

/// The new rooms that one connection may make. Any thread.
class room_allowance {
 public:
  using time_point = shared_bucket::time_point;

  room_allowance(const client_options& options,
                 std::shared_ptr<shared_bucket> user,
                 std::shared_ptr<shared_bucket> address);

  /// Pays for one new room; or says which rate forbids it.
  std::optional<room_refusal> pay(time_point now);

 private:
  shared_bucket own_;
  std::shared_ptr<shared_bucket> user_;  // null: the anonymous user has none
  std::shared_ptr<shared_bucket> address_;
};

class room_limits {
 public:
  using time_point = shared_bucket::time_point;

  /// Users, and addresses, whose rate is known at once. Those that come when
  /// all of them are in use share one bucket.
  static constexpr std::size_t payers = 100'000;

  /// `options` outlives it.
  explicit room_limits(const client_options& options) : options_(options) {}

  /// Any thread. Counts one more running room, or does not because there are
  /// too many.
  bool enter();
  void leave() { running_.fetch_sub(1, std::memory_order_relaxed); }
  std::size_t running() const {
    return running_.load(std::memory_order_relaxed);
  }

  /// Any thread; takes a lock. `peer` is an address, with or without a port;
  /// one that is none, or empty, is in no group.
  std::shared_ptr<room_allowance> allowance(const std::string& user,
                                            std::string_view peer,
                                            time_point now);

 private:
  struct payer_table {
    name_map<std::shared_ptr<shared_bucket>> buckets;
    std::shared_ptr<shared_bucket> overflow;
    std::size_t clean_at = 64;
    time_point cleaned{};
  };
  std::shared_ptr<shared_bucket> bucket_of(payer_table& among,
                                           const std::string& payer,
                                           double rate, double burst,
                                           time_point now);

  const client_options& options_;
  std::atomic<std::size_t> running_ = 0;
  std::mutex mutex_;
  payer_table users_;      // guarded
  payer_table addresses_;  // guarded
};

/// Those who share a rate: an IPv4 address, or the /64 of an IPv6 address.
/// Empty for what is no address.
std::string address_group(std::string_view peer);

}  // namespace parley
