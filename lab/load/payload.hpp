// What is said: who says it, which of its messages it is and when, in letters
// that survive every protocol. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::load {

struct mark {
  std::uint32_t room = 0;
  std::uint32_t sequence = 0;  // from 0; `sync` for what is not counted
  std::int64_t at = 0;         // nanoseconds

  static constexpr std::uint32_t sync = 0xffff'ffff;
  /// Bytes of one in a payload, which is never smaller.
  static constexpr std::size_t size = 38;
};

/// A payload of `size` bytes.
std::string make_payload(const mark& what, std::size_t size);

/// Takes the first mark off `text`, which is what a frame holds in whatever
/// protocol; what is before it is dropped. Nothing when there is none.
std::optional<mark> take_mark(std::string_view& text);

}  // namespace parley::load
