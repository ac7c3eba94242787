// SPDX-License-Identifier: Apache-2.0
// An input of a fuzz target, taken apart from its front: behind its end there
// are zeros only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley {

class steps {
 public:
  steps(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return rest_.empty(); }

  std::uint8_t byte() {
    const auto first = bytes(1);
    return first.empty() ? std::uint8_t{0}
                         : static_cast<std::uint8_t>(first.front());
  }

  /// Two bytes, the higher one first.
  std::size_t size() {
    const std::size_t high = byte();
    return high << 8 | byte();
  }

  /// Fewer when there are no more.
  std::string_view bytes(std::size_t size) {
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view rest_;
};

}  // namespace parley
