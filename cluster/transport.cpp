// SPDX-License-Identifier: Apache-2.0
#include "cluster/transport.hpp"

#include "cluster/lease_store.hpp"
#include "store/nats_connection.hpp"

namespace parley::cluster {

namespace {

class nats_leases final : public lease_port {
 public:
  explicit nats_leases(const cluster_options& options)
      : options_(options), nats_(options, "leases") {}

  std::unique_ptr<lease_bucket> open() override {
    return std::make_unique<lease_store>(nats_, options_);
  }
  std::uint64_t reconnects() const override { return nats_.reconnects(); }

 private:
  const cluster_options options_;
  nats_connection nats_;
};

}  // namespace

transport nats_transport(const cluster_options& options) {
  return {
      [options] { return std::make_unique<nats_connection>(options, "bus"); },
      [options] { return std::make_unique<nats_leases>(options); }};
}

}  // namespace parley::cluster
