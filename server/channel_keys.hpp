// SPDX-License-Identifier: Apache-2.0
// The keys of what holds for rooms: for all, for those without a namespace, and
// for those of one namespace.
#pragma once

#include "protocol/namespaces.hpp"
#include "server/setting.hpp"

#include <string>
#include <vector>

namespace parley {

/// Keys of all rooms and of those without a namespace.
std::vector<setting> channel_keys(channel_settings& values);

/// Keys of one namespace: channel.namespaces.NAME.OPTION.
std::vector<setting> namespace_keys(const std::string& name,
                                    channel_options& values);

}  // namespace parley
