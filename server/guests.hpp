// SPDX-License-Identifier: Apache-2.0
// Wiring of guests: their tokens are connection tokens of this server's own.
#pragma once

#include "server/settings.hpp"

namespace parley {

/// Opens the desk at `/guest` where guests are let in. Without a secret for
/// tokens it makes one, which ends with the process.
settings with_guests(settings values);

}  // namespace parley
