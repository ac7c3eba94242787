// SPDX-License-Identifier: Apache-2.0
// What jetstream_store has of libnats, for the two parts of its implementation.
#pragma once

#include "store/acknowledgements.hpp"
#include "store/jetstream_store.hpp"
#include "store/log_reader.hpp"
#include "store/nats_owner.hpp"

#include <cstdint>
#include <memory>
#include <nats/nats.h>
#include <string>

namespace parley {

namespace jetstream {

/// Both throw store_error.
[[noreturn]] inline void fail(const char* what, natsStatus status) {
  throw store_error(std::string(what) + ": " + natsStatus_GetText(status));
}
inline void require(natsStatus status, const char* what) {
  if (status != NATS_OK) fail(what, status);
}

}  // namespace jetstream

struct jetstream_store::state {
  std::unique_ptr<nats_connection> nats;
  acknowledgements acks;
  /// What follows was made of it, when `nats` had this generation.
  std::shared_ptr<natsConnection> connection;
  std::uint64_t generation = 0;
  nats_owner<jsCtx> context;
  std::unique_ptr<log_reader> reader;
  bool has_streams = false;
};

}  // namespace parley
