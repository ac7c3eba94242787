// SPDX-License-Identifier: Apache-2.0
// Compression of one message for permessage-deflate (RFC 7692).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace parley {

/// Window size we compress with, as a power of two. Small on purpose: a room
/// keeps one compressor (32 KiB), and a client that negotiates a smaller
/// window than this simply gets uncompressed messages.
inline constexpr int deflate_window_bits = 12;

/// Compresses messages without taking context over, so that the same bytes are
/// right for every receiver. Not thread-safe; owned by one room or link.
class deflater {
 public:
  deflater();
  ~deflater();
  deflater(deflater&&) noexcept;
  deflater& operator=(deflater&&) noexcept;

  /// The payload of a frame with RSV1 set (RFC 7692 section 7.2.1). Valid until
  /// the next call.
  std::string_view compress(std::string_view head, std::string_view tail = {});

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
