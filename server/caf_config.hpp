// SPDX-License-Identifier: Apache-2.0
// How a node's CAF runs: by what the setting `caf` says, and with no threads of
// its own at work.
#pragma once

#include "server/setting.hpp"

#include <caf/actor_system_config.hpp>

#include <cstddef>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace parley {

struct caf_config : caf::actor_system_config {
  explicit caf_config(const std::vector<std::string>& options) {
    // Our actors are pinned to our loops; CAF's own threads idle at no cost
    // with this policy (docs/caf-notes.md, 3.12).
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
    std::vector<std::string> words;
    for (const auto& each : options) words.push_back("--" + each);
    std::istringstream no_file;
    if (const auto failed = parse(std::move(words), no_file))
      throw settings_error("caf: " + caf::to_string(failed));
  }
};

}  // namespace parley
