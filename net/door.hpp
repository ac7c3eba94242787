// SPDX-License-Identifier: Apache-2.0
// Which paths exist at which listener. Pure.
#pragma once

#include <string_view>

namespace parley {

/// The clients that a listener is for.
enum class door {
  /// No listener is for operators alone: each has all paths.
  all,
  /// Rooms, transports and pages; nothing of `operators`.
  clients,
  /// The server API, inspection, metrics and the admin page.
  operators
};

/// Whether a path, percent-encoded as it came, exists at `where`. What does
/// not exist is answered with 404. Health checks exist at every listener.
bool has_path(door where, std::string_view encoded_path);

}  // namespace parley
