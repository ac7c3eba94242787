// SPDX-License-Identifier: Apache-2.0
// The lines of the plain protocol, as a member of a plain room reads them.
#pragma once

#include <string>
#include <string_view>

namespace parley::plain {

/// `[name] `: what stands before a publication's text.
std::string prefix(std::string_view name);

/// `* name joined` and `* name left`: for connections that asked for presence.
std::string joined(std::string_view name);
std::string left(std::string_view name);

}  // namespace parley::plain
