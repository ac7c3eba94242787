// SPDX-License-Identifier: Apache-2.0
// permessage-deflate by zlib alone (RFC 7692 section 7.2).
#pragma once

#include <string>
#include <string_view>

namespace parley::conformance {

inline constexpr std::string_view deflate_offer = "permessage-deflate";

/// The payload of a compressed message: raw deflate without the last four
/// octets of its sync flush. `window_bits` is 9 to 15.
std::string deflated(std::string_view message, int window_bits = 15);

/// The message of a compressed payload. Throws `wire_error` when it cannot be
/// inflated within a window of `window_bits`, 8 to 15.
std::string inflated(std::string_view payload, int window_bits = 15);

}  // namespace parley::conformance
