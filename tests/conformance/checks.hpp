// SPDX-License-Identifier: Apache-2.0
// What tests of the wire check again and again. A failed check fails the test;
// a wire that is not as awaited throws `wire_error`.
#pragma once

#include "tests/conformance/client_frame.hpp"
#include "tests/conformance/raw_client.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::conformance {

/// `size` characters of ASCII, or octets of any value, in which no short
/// stretch repeats: a lost, doubled or moved part shows.
std::string some_text(std::size_t size);
std::string some_octets(std::size_t size);

/// The next frame is this one, whole, unfragmented, without reserved bits.
void expect_frame(raw_client& client, std::uint8_t opcode,
                  std::string_view payload);
void expect_text(raw_client& client, std::string_view text);

/// Sends a message; it comes back as the next frame.
void expect_echo(raw_client& client, std::uint8_t opcode,
                 std::string_view payload);

/// The next frame closes with `code`, and the server ends the connection.
void expect_closed(raw_client& client, std::uint16_t code);

/// The next frame closes with `code`; we answer, and the server ends the
/// connection. For closes that may wait for our answer.
void expect_sent_away(raw_client& client, std::uint16_t code);

/// Closes with 1000. The answer is the next frame, so nothing was left over:
/// no message came twice.
void leave(raw_client& client);

/// The code of a close frame; 1005 when it has none. Throws for any other
/// frame.
std::uint16_t code_of(const server_frame& frame);

}  // namespace parley::conformance
