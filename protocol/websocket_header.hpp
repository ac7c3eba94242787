// SPDX-License-Identifier: Apache-2.0
// The head of a frame that a client sent (RFC 6455 section 5.2). Pure.
#pragma once

#include "protocol/websocket_frame.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace parley {

struct websocket_header {
  bool final = false;
  bool compressed = false;  // RSV1
  opcode op = opcode::text;
  std::array<char, 4> mask{};
  std::uint64_t length = 0;  // of the payload

  bool is_control() const { return (static_cast<int>(op) & 0x8) != 0; }

  static constexpr std::size_t max_size = 14;

  /// Bytes of the head that begins with `start`; 2 while that is too little to
  /// know.
  static std::size_t size_of(std::span<const char> start);

  /// `bytes` are the whole head. Nothing when no client may send it.
  static std::optional<websocket_header> parse(std::span<const char> bytes);
};

/// Takes the mask off `payload`, which begins at byte `at` of its frame's.
void unmask(std::span<char> payload, const std::array<char, 4>& mask,
            std::uint64_t at = 0);

}  // namespace parley
