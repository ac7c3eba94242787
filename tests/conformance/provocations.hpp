// SPDX-License-Identifier: Apache-2.0
// How a client, a page or an operator comes by each refusal.
#pragma once

#include "protocol/refusal.hpp"
#include "tests/conformance/node.hpp"

#include <functional>
#include <vector>

namespace parley::conformance {

struct provocation {
  refusal why;
  /// Is refused for this reason once.
  std::function<void(const node&)> provoke;
  std::function<void(settings&)> adjust = {};
};

std::vector<provocation> of_limits();
std::vector<provocation> of_requests();
std::vector<provocation> of_operators();
std::vector<provocation> of_tokens();
std::vector<provocation> of_commands();
std::vector<provocation> of_messages();

/// One for each reason.
std::vector<provocation> all_provocations();

}  // namespace parley::conformance
