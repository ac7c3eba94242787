// SPDX-License-Identifier: Apache-2.0
// The names by which browsers may reach a node, when http_server.hosts does not
// list them.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <vector>

namespace parley {

/// The hosts of http_server.hosts. If it is not set: for a node that only this
/// machine reaches, without access control and without a proxy, the hosts of
/// `listen` and the names of loopback, so that a page whose own name resolves
/// to 127.0.0.1 is refused. For every other node none, which means any: there
/// tokens, keys and origins control access, and a proxy uses names that we do
/// not know.
std::vector<std::string> host_names(const settings& values);

}  // namespace parley
