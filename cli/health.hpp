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

/// Where this machine reaches a node that listens as `values` say: an address
/// for all interfaces becomes the loopback one. Throws `settings_error` when
/// the port is one that only the kernel knows.
std::string health_url(const settings& values);

}  // namespace parley
