// SPDX-License-Identifier: Apache-2.0
// Parses a client's frames from bytes as they arrive (RFC 6455, and RFC 7692
// where it was negotiated). Pure: its input is bytes, its output is messages.
#pragma once

#include "protocol/close_code.hpp"
#include "protocol/inflate.hpp"
#include "protocol/websocket_header.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace parley {

class websocket_reader {
 public:
  websocket_reader();
  ~websocket_reader();
  websocket_reader(const websocket_reader&) = delete;
  websocket_reader& operator=(const websocket_reader&) = delete;

  struct rules {
    /// Bytes of one message, fragments together, and inflated.
    std::size_t message_size = 0;
    /// Null: no compression was agreed on.
    inflater* inflates = nullptr;
  };

  enum class kind : std::uint8_t { text, binary, ping, pong, close, broken };

  struct item {
    kind what;
    /// Of a message, a ping or a pong. Valid until the next call, and as long
    /// as the bytes it was read from.
    std::string_view payload{};
    /// Of a close: its code, no_status if it has none; of an error: the code to
    /// close with.
    close_code code = close_code::no_status;
  };

  /// Takes bytes off the front of `bytes`, unmasking them in place, until
  /// something is complete; nothing when all are taken before that. After a
  /// `close` or `broken` nothing more may be read.
  std::optional<item> next(std::span<char>& bytes, const rules& bounds);

  /// A message or a frame has begun and is not complete.
  bool is_unfinished() const;

 private:
  struct unfinished;

  std::optional<item> take_whole_frame(std::span<char>& bytes,
                                       const rules& bounds);
  std::optional<item> take_part(std::span<char>& bytes, const rules& bounds);

  /// Null between messages, so that an idle client costs a pointer.
  std::unique_ptr<unfinished> rest_;
};

}  // namespace parley
