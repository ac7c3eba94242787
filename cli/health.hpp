// SPDX-License-Identifier: Apache-2.0
// `parley health`: whether a node answers, for health checks of containers.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace parley {

struct settings;

void add_health_command(CLI::App& app, int& exit_code);

/// The address at which this machine reaches a node that listens as in
/// `values`: an address for all interfaces becomes the loopback one. Throws
/// `settings_error` if the kernel chooses the port.
std::string health_url(const settings& values);

}  // namespace parley
