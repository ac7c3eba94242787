// SPDX-License-Identifier: Apache-2.0
// The store that all nodes agree by, as a key-value bucket of NATS. Its values
// are sealed when the cluster has a secret.
#pragma once

#include "cluster/lease_bucket.hpp"
#include "store/cluster_seal.hpp"
#include "store/nats_connection.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parley::cluster {

class lease_store final : public lease_bucket {
 public:
  /// Makes the bucket of this cluster when it is not there. Throws nats_error.
  lease_store(const nats_connection& nats, const cluster_options& options);
  ~lease_store() override;
  lease_store(const lease_store&) = delete;
  lease_store& operator=(const lease_store&) = delete;

  void watch() override;
  std::optional<change> next(std::chrono::milliseconds patience) override;
  std::optional<revision> write(const store_write& wanted) override;
  std::optional<change> read(const store_write& wanted) override;

 private:
  struct state;
  std::optional<change> change_of(std::string_view key, std::string_view value,
                                  revision at) const;

  const std::string bucket_;
  const cluster_seal seal_;
  std::unique_ptr<state> state_;
};

/// As the store has it: {"goes_by":7,"process":12,"evicted":false}.
std::string encode(const lease& value);
std::optional<lease> decode_lease(std::string_view text);

}  // namespace parley::cluster
