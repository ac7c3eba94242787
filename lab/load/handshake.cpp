// SPDX-License-Identifier: Apache-2.0
#include "lab/load/handshake.hpp"

#include <stdexcept>

namespace parley::load {

namespace {

// The nonce of RFC 6455 section 1.3, and the answer to it.
constexpr std::string_view nonce = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view accepted = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

constexpr std::string_view head_end = "\r\n\r\n";

}  // namespace

std::string upgrade_request(std::string_view target, std::string_view authority,
                            std::string_view subprotocol) {
  std::string request("GET ");
  request.append(target)
      .append(" HTTP/1.1\r\nHost: ")
      .append(authority)
      .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
      .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
      .append(nonce);
  if (!subprotocol.empty())
    request.append("\r\nSec-WebSocket-Protocol: ").append(subprotocol);
  return request.append(head_end);
}

std::optional<std::size_t> upgrade_answer(std::string_view bytes) {
  const auto at = bytes.find(head_end);
  if (at == std::string_view::npos) return std::nullopt;
  const auto head = bytes.substr(0, at);
  if (!head.starts_with("HTTP/1.1 101 ") ||
      head.find(accepted) == std::string_view::npos)
    throw std::runtime_error("was answered: " + std::string(head));
  return at + head_end.size();
}

}  // namespace parley::load
