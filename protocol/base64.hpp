// SPDX-License-Identifier: Apache-2.0
// Base64 as used by tokens (RFC 4648): one text for each sequence of bytes, so
// that a token has exactly one spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// The bytes of base64 text in the standard alphabet (`+`, `/`), with its
/// padding or without. Nothing when `text` is not base64.
std::optional<std::string> decode_base64(std::string_view text);

/// Of the standard alphabet, with padding.
std::string encode_base64(std::string_view bytes);

/// As `decode_base64`, for base64url (`-`, `_`), which has no padding in
/// tokens.
std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace parley
