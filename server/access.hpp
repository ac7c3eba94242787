// Whether a node has the access control that an address needs which others
// than this machine can reach.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What is left to do until strangers stay out, a step each. Empty: they do.
std::vector<std::string> missing_access_control(const settings& values);

/// Why the node does not listen on `address`, in sentences for the operator.
/// Empty when it may: on loopback, with access control, or because the operator
/// says so.
std::string refusal_to_listen(std::string_view address, bool is_loopback,
                              const settings& values);

/// The same of an address that is for operators and back ends alone: the keys
/// of each path guard it, unless the settings take one away.
std::string refusal_to_serve_operators(std::string_view address,
                                       bool is_loopback,
                                       const settings& values);

}  // namespace parley
