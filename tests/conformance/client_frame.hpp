// SPDX-License-Identifier: Apache-2.0
// WebSocket frames as a client may send them, right or wrong (RFC 6455, 5.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::conformance {

namespace op {
inline constexpr std::uint8_t continuation = 0x0;
inline constexpr std::uint8_t text = 0x1;
inline constexpr std::uint8_t binary = 0x2;
inline constexpr std::uint8_t close = 0x8;
inline constexpr std::uint8_t ping = 0x9;
inline constexpr std::uint8_t pong = 0xa;
}  // namespace op

/// The bits after FIN, in their order on the wire.
namespace rsv {
inline constexpr std::uint8_t none = 0;
inline constexpr std::uint8_t first = 4;
inline constexpr std::uint8_t second = 2;
inline constexpr std::uint8_t third = 1;
}  // namespace rsv

/// How the payload's length is written; only the shortest form is allowed.
enum class length_form : std::uint8_t { shortest, two_octets, eight_octets };

struct client_frame {
  std::uint8_t opcode = op::text;
  std::string payload = {};
  bool fin = true;
  std::uint8_t reserved = rsv::none;
  bool masked = true;
  length_form form = length_form::shortest;
  /// A length other than the payload's own, to send only a part or to lie.
  std::optional<std::uint64_t> declared = {};
};

/// The bytes of the frame, masked with a fixed key.
std::string encode(const client_frame& frame);

/// What well-behaved clients send.
std::string text_frame(std::string_view text);
std::string binary_frame(std::string_view bytes);
std::string ping_frame(std::string_view payload = {});
std::string pong_frame(std::string_view payload = {});
std::string close_frame(std::uint16_t code, std::string_view reason = {});

/// A close frame's payload: the code in network order and the reason.
std::string close_payload(std::uint16_t code, std::string_view reason = {});

/// `message` in frames of `size` bytes of payload, at least one frame.
std::string fragments(std::uint8_t opcode, std::string_view message,
                      std::size_t size, std::uint8_t reserved = rsv::none);

}  // namespace parley::conformance
