// The names by which browsers may reach a node, when http_server.hosts does not
// list them.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <vector>

namespace parley {

/// What http_server.hosts says. When it says nothing: for a node that only this
/// machine reaches, that has no access control and no proxy in front, the hosts
/// of `listen` and the names of loopback, so that a page whose own name leads
/// to 127.0.0.1 gets nowhere. For every other node none, which means any: who
/// gets in is decided by tokens, keys and origins, and a proxy brings names
/// that nobody told us.
std::vector<std::string> host_names(const settings& values);

}  // namespace parley
