// SPDX-License-Identifier: Apache-2.0
// The protocols of the servers that Parley is compared with, as the lab's load
// generator speaks them (lab/load/speech.hpp). Pure.
#pragma once

#include "lab/load/speech.hpp"

#include <memory>
#include <vector>

namespace parley::bench {

// One file each.
std::unique_ptr<load::speech> speak_mqtt();
std::unique_ptr<load::speech> speak_nats();
std::unique_ptr<load::speech> speak_socketio();

/// Parley's own protocols and these.
std::vector<load::protocol> all_protocols();

}  // namespace parley::bench
