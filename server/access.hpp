// Whether a node has the access control that an address needs which others
// than this machine can reach, and which doors it leaves open.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Settles `channel.without_namespace.allow_plain` where nobody chose: open
/// while nothing is configured that tells clients or rooms apart or stands in
/// front of the node (a key for tokens or for the server API, guests,
/// namespaces, trusted proxies), else closed.
settings with_plain_access(settings values);

/// What anybody who reaches the node may do, a phrase each, for the log and for
/// `parley check`. `values` are settled.
std::vector<std::string> open_doors(const settings& values);

/// What is left to do until strangers stay out, a step each. Empty: they do.
/// `values` are settled.
std::vector<std::string> missing_access_control(const settings& values);

/// Why the node does not listen on `address`, in sentences for the operator.
/// Empty when it may: on loopback without a proxy, with access control, or
/// because the operator says so. Behind a proxy loopback is like any address.
std::string refusal_to_listen(std::string_view address, bool is_loopback,
                              const settings& values);

/// The same of an address that is for operators and back ends alone: the keys
/// of each path guard it, unless the settings take one away.
std::string refusal_to_serve_operators(std::string_view address,
                                       bool is_loopback,
                                       const settings& values);

}  // namespace parley
