// SPDX-License-Identifier: Apache-2.0
// Payloads: each carries its sender, its sequence number and its time, in
// letters that no protocol has to escape. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::load {

struct mark {
  std::uint32_t room = 0;
  std::uint32_t sequence = 0;  // from 0; `sync`: is not counted
  std::int64_t at = 0;         // nanoseconds

  static constexpr std::uint32_t sync = 0xffff'ffff;
  /// Bytes of a mark, and so of the smallest payload.
  static constexpr std::size_t size = 38;
};

/// A payload of `size` bytes.
std::string make_payload(const mark& what, std::size_t size);

/// Takes the first mark off `text`, the content of a frame of any protocol,
/// with all that is before it. Nothing when there is none.
std::optional<mark> take_mark(std::string_view& text);

}  // namespace parley::load
