// SPDX-License-Identifier: Apache-2.0
// The loops of one node.
#pragma once

#include "server/reactor.hpp"
#include "server/settings.hpp"

#include <deque>
#include <vector>

namespace parley {

/// One for each core, or `values.threads`. All references outlive them.
std::deque<reactor> make_reactors(caf::actor_system& system,
                                  const settings& values,
                                  connection_quota& quota);

std::vector<home*> homes_of(std::deque<reactor>& reactors);

/// Any thread, and does not wait: has each loop close the connections with its
/// largest outboxes, because the process is short of memory.
void shed_largest(std::deque<reactor>& reactors);

}  // namespace parley
