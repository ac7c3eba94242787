// SPDX-License-Identifier: Apache-2.0
// Whether a node has the access control that an address needs which others
// than this machine can reach, and which doors it leaves open.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Decides `channel.without_namespace.allow_plain` if it is not set: open while
/// the configuration neither distinguishes clients or rooms nor has a proxy (a
/// key for tokens or for the server API, guests, namespaces, trusted proxies),
/// else closed.
settings with_plain_access(settings values);

/// The operations open to every client that reaches the node, a phrase each,
/// for the log and for `parley check`. `values` are settled.
std::vector<std::string> open_doors(const settings& values);

/// The remaining steps to full access control, one sentence each. Empty: access
/// is controlled. `values` are settled.
std::vector<std::string> missing_access_control(const settings& values);

/// Why the node does not listen on `address`, in sentences for the operator.
/// Empty if it may: on loopback without a proxy, with access control, or
/// because the operator permits it. With a proxy, loopback is like any address.
std::string refusal_to_listen(std::string_view address, bool is_loopback,
                              const settings& values);

/// The same of an address that is for operators and back ends alone: the keys
/// of each path guard it, unless the settings take one away.
std::string refusal_to_serve_operators(std::string_view address,
                                       bool is_loopback,
                                       const settings& values);

}  // namespace parley
