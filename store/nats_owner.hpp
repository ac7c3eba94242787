// SPDX-License-Identifier: Apache-2.0
// Objects of libnats that end with their owner, and access to their contents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nats/nats.h>
#include <string_view>

namespace parley {

struct nats_deleter {
  void operator()(jsCtx* each) const { jsCtx_Destroy(each); }
  void operator()(jsMsgMetaData* each) const { jsMsgMetaData_Destroy(each); }
  void operator()(kvStore* each) const { kvStore_Destroy(each); }
  void operator()(kvWatcher* each) const { kvWatcher_Destroy(each); }
  void operator()(kvEntry* each) const { kvEntry_Destroy(each); }
  void operator()(natsMsg* each) const { natsMsg_Destroy(each); }
  void operator()(natsOptions* each) const { natsOptions_Destroy(each); }
  void operator()(natsSubscription* each) const {
    natsSubscription_Destroy(each);
  }
};

template <class T>
using nats_owner = std::unique_ptr<T, nats_deleter>;

/// How long JetStream may take to answer one request.
inline constexpr std::int64_t nats_answer_timeout_ms = 2'000;

/// As long as the message is there.
inline std::string_view bytes_of(const natsMsg* message) {
  return {natsMsg_GetData(message),
          static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

}  // namespace parley
