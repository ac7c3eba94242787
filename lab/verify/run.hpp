// SPDX-License-Identifier: Apache-2.0
// A run of `parley-lab verify` from start to verdict.
#pragma once

#include "lab/verify/plan.hpp"
#include "lab/verify/report.hpp"

#include <functional>
#include <string>
#include <vector>

namespace parley::verify {

struct outcome {
  verdict found;
  std::vector<round_report> rounds;
};

/// Blocks. Calls `told` with a line after each round. Throws std::runtime_error
/// when a server's name or a certificate file is unusable.
outcome run(const plan& chosen, const std::function<void(std::string)>& told);

}  // namespace parley::verify
