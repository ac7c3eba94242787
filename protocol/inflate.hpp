// SPDX-License-Identifier: Apache-2.0
// Decompression of one message for permessage-deflate (RFC 7692).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace parley {

/// Inflates messages that take no context over, so one serves all clients of a
/// loop. Not thread-safe.
class inflater {
 public:
  inflater();
  ~inflater();
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;

  enum class outcome : std::uint8_t { good, broken, too_big };

  struct result {
    outcome how = outcome::broken;
    /// The inflated message; valid until the next call.
    std::string_view message{};
  };

  /// `payload` is all frames of one message (RFC 7692 section 7.2.2). Makes
  /// little more than `limit` bytes, whatever the payload would become.
  result decompress(std::string_view payload, std::size_t limit);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
