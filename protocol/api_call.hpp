// SPDX-License-Identifier: Apache-2.0
// Where HTTP and actors meet for the server API: a request that has shown its
// key, and its answer. Neither side sees the other's libraries.
#pragma once

#include "protocol/refusal.hpp"

#include <functional>
#include <optional>
#include <string>

namespace parley {

struct api_call {
  /// Of `/api/METHOD`; empty for the old `/api`, where the body has it.
  std::string method;
  std::string body;
  /// Errors become HTTP statuses, their bodies the bare error.
  bool transport_errors = false;
};

struct api_answer {
  unsigned status = 200;
  std::string body;  // JSON
  /// Set when the call was refused or failed.
  std::optional<refusal> why{};
};

/// Carries out calls. One per loop, called on its thread; `done` is called on
/// it too, once, unless the node ends before.
class api_port {
 public:
  virtual ~api_port() = default;
  virtual void call(api_call request, std::function<void(api_answer)> done) = 0;
};

}  // namespace parley
