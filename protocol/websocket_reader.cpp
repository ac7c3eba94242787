// SPDX-License-Identifier: Apache-2.0
#include "protocol/websocket_reader.hpp"

#include "protocol/memory_use.hpp"
#include "protocol/utf8.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace parley {

namespace {

using item = websocket_reader::item;
using kind = websocket_reader::kind;
using rules = websocket_reader::rules;

item broken(close_code code) {
  return {.what = kind::broken, .payload = {}, .code = code};
}

/// RFC 6455 section 7.4: codes that no endpoint may send. The registered ones
/// end with 1014, those of libraries and applications begin with 3000.
bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 &&
          code != 1006) ||
         code >= 3000;
}

item close_item(std::string_view payload) {
  if (payload.empty()) return {.what = kind::close};
  if (payload.size() == 1) return broken(close_code::protocol_error);
  const auto code =
      static_cast<std::uint16_t>(static_cast<std::uint8_t>(payload[0]) << 8 |
                                 static_cast<std::uint8_t>(payload[1]));
  if (!may_be_sent(code)) return broken(close_code::protocol_error);
  if (!is_utf8(payload.substr(2))) return broken(close_code::invalid_payload);
  return {.what = kind::close,
          .payload = {},
          .code = static_cast<close_code>(code)};
}

/// Maximum wire size of a message: incompressible data grows a little, by the
/// client's choice of blocks.
std::size_t payload_limit(bool compressed, std::size_t message_size) {
  constexpr std::size_t for_small_ones = 64;
  return compressed ? message_size + message_size / 8 + for_small_ones
                    : message_size;
}

item control_item(opcode op, std::string_view payload) {
  if (op == opcode::close) return close_item(payload);
  return {.what = op == opcode::ping ? kind::ping : kind::pong,
          .payload = payload};
}

item message_item(opcode op, std::string_view payload) {
  return {.what = op == opcode::text ? kind::text : kind::binary,
          .payload = payload};
}

item inflated_item(opcode op, std::string_view payload, const rules& bounds) {
  const auto [how, message] =
      bounds.inflates->decompress(payload, bounds.message_size);
  if (how == inflater::outcome::too_big) return broken(close_code::too_big);
  if (how == inflater::outcome::broken ||
      (op == opcode::text && !is_utf8(message)))
    return broken(close_code::invalid_payload);
  return message_item(op, message);
}

}  // namespace

/// The received part of an incomplete frame or message.
struct websocket_reader::unfinished {
  std::array<char, websocket_header::max_size> head_bytes{};
  std::size_t head_size = 0;  // of those, while `head` is not known
  std::optional<websocket_header> head{};
  std::uint64_t taken = 0;  // of the frame's payload
  std::string control{};    // payload of a control frame

  bool in_message = false;
  bool compressed = false;
  opcode op = opcode::text;
  std::string message{};
  held_bytes<memory_kind::incoming> held{};  // of `message`
  utf8_check text{};

  /// The last returned message is consumed.
  bool given = false;

  bool take_head(std::span<char>& bytes);
  std::optional<item> begin_frame(const rules& bounds);
  std::optional<item> take_payload(std::span<char>& bytes);
  std::optional<item> end_frame(const rules& bounds);
};

websocket_reader::websocket_reader() = default;
websocket_reader::~websocket_reader() = default;

bool websocket_reader::is_unfinished() const {
  return rest_ && !rest_->given;
}

std::optional<item> websocket_reader::next(std::span<char>& bytes,
                                           const rules& bounds) {
  if (rest_ && rest_->given) rest_.reset();
  if (!rest_)
    if (auto whole = take_whole_frame(bytes, bounds)) return whole;
  if (bytes.empty()) return std::nullopt;
  if (!rest_) rest_ = std::make_unique<unfinished>();
  return take_part(bytes, bounds);
}

// What nearly all of it is: one frame, there from its first byte to its last.
std::optional<item> websocket_reader::take_whole_frame(std::span<char>& bytes,
                                                       const rules& bounds) {
  const auto head_size = websocket_header::size_of(bytes);
  if (bytes.size() < head_size) return std::nullopt;
  const auto head = websocket_header::parse(bytes.first(head_size));
  if (!head) return broken(close_code::protocol_error);
  if (!head->final || head->op == opcode::continuation ||
      head->length > bytes.size() - head_size ||
      head->length > payload_limit(head->compressed, bounds.message_size))
    return std::nullopt;
  if (head->compressed && !bounds.inflates)
    return broken(close_code::protocol_error);
  const auto payload = bytes.subspan(head_size, head->length);
  unmask(payload, head->mask);
  bytes = bytes.subspan(head_size + head->length);
  const std::string_view said(payload.data(), payload.size());
  if (head->is_control()) return control_item(head->op, said);
  if (head->compressed) return inflated_item(head->op, said, bounds);
  if (head->op == opcode::text && !is_utf8(said))
    return broken(close_code::invalid_payload);
  return message_item(head->op, said);
}

std::optional<item> websocket_reader::take_part(std::span<char>& bytes,
                                                const rules& bounds) {
  auto& rest = *rest_;
  for (;;) {
    if (!rest.head) {
      if (!rest.take_head(bytes)) return std::nullopt;
      if (auto wrong = rest.begin_frame(bounds)) return wrong;
    }
    if (auto wrong = rest.take_payload(bytes)) return wrong;
    if (rest.taken < rest.head->length) return std::nullopt;
    if (auto complete = rest.end_frame(bounds)) return complete;
  }
}

/// False when more bytes are needed.
bool websocket_reader::unfinished::take_head(std::span<char>& bytes) {
  for (;;) {
    const auto wanted =
        websocket_header::size_of(std::span(head_bytes).first(head_size));
    if (head_size == wanted) return true;
    if (bytes.empty()) return false;
    const auto n = std::min(wanted - head_size, bytes.size());
    std::copy_n(bytes.begin(), n, head_bytes.begin() + head_size);
    head_size += n;
    bytes = bytes.subspan(n);
  }
}

/// The error of the frame, judged by its head; nothing when it is valid.
std::optional<item> websocket_reader::unfinished::begin_frame(
    const rules& bounds) {
  head = websocket_header::parse(
      std::span(head_bytes).first(std::exchange(head_size, 0)));
  if (!head) return broken(close_code::protocol_error);
  taken = 0;
  control.clear();
  if (head->is_control()) return std::nullopt;
  const bool continues = head->op == opcode::continuation;
  if (continues != in_message ||
      (head->compressed && (continues || !bounds.inflates)))
    return broken(close_code::protocol_error);
  if (!continues) {
    in_message = true;
    compressed = head->compressed;
    op = head->op;
  }
  if (head->length >
      payload_limit(compressed, bounds.message_size) - message.size())
    return broken(close_code::too_big);
  return std::nullopt;
}

std::optional<item> websocket_reader::unfinished::take_payload(
    std::span<char>& bytes) {
  const auto part = bytes.first(static_cast<std::size_t>(
      std::min<std::uint64_t>(bytes.size(), head->length - taken)));
  bytes = bytes.subspan(part.size());
  unmask(part, head->mask, taken);
  taken += part.size();
  if (head->is_control()) {
    control.append(part.data(), part.size());
    return std::nullopt;
  }
  message.append(part.data(), part.size());
  held.resize(message.capacity());
  if (op == opcode::text && !compressed && !text.grown(message))
    return broken(close_code::invalid_payload);
  return std::nullopt;
}

/// The message that this frame completes; nothing while fragments follow.
std::optional<item> websocket_reader::unfinished::end_frame(
    const rules& bounds) {
  const auto ended = *std::exchange(head, std::nullopt);
  if (ended.is_control()) {
    given = !in_message;
    return control_item(ended.op, control);
  }
  if (!ended.final) return std::nullopt;
  given = true;
  if (compressed) return inflated_item(op, message, bounds);
  if (op == opcode::text && !text.complete(message))
    return broken(close_code::invalid_payload);
  return message_item(op, message);
}

}  // namespace parley
