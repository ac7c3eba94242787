// The keys of what holds for links, whatever they speak.
#pragma once

#include "net/options.hpp"
#include "server/setting.hpp"

#include <vector>

namespace parley {

std::vector<setting> link_keys(net_options& values);

}  // namespace parley
