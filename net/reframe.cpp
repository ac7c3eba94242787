// SPDX-License-Identifier: Apache-2.0
#include "net/reframe.hpp"

#include "protocol/centrifuge/format.hpp"
#include "protocol/limits.hpp"
#include "protocol/utf8.hpp"
#include "protocol/websocket_frame.hpp"

#include <array>
#include <charconv>

namespace parley {

namespace {

constexpr std::string_view line_end = "\r\n";

void append_message(std::string& out, std::string_view message,
                    stream_format format) {
  if (format == stream_format::events) out.append("data: ");
  out.append(message);
  if (format == stream_format::lines) out.push_back('\n');
  if (format == stream_format::events) out.append("\n\n");
}

/// RFC 9112 section 7.1. An empty chunk would end the body.
std::string as_chunk(std::string body, bool chunked) {
  if (!chunked || body.empty()) return body;
  std::array<char, 16> digits{};
  auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                  body.size(), 16)
                        .ptr;
  std::string out(digits.data(), end);
  out.reserve(out.size() + body.size() + 2 * line_end.size());
  return out.append(line_end).append(body).append(line_end);
}

}  // namespace

std::string stream_message(std::string_view message, stream_framing as) {
  std::string body;
  append_message(body, message, as.format);
  return as_chunk(std::move(body), as.chunked);
}

std::string stream_frames(std::string_view frames, stream_framing as) {
  std::string body;
  body.reserve(frames.size());
  while (!frames.empty()) append_message(body, take_payload(frames), as.format);
  return as_chunk(std::move(body), as.chunked);
}

frame reframer::stream(const frame& from, stream_framing as) {
  auto& last =
      last_[2 * static_cast<std::size_t>(as.format) + (as.chunked ? 1 : 0)];
  if (last.from != from) last = {from, make_frame(stream_frames(*from, as))};
  return last.to;
}

// Some browsers open an event stream only when they have read something.
std::string stream_opening(stream_framing as) {
  if (as.format != stream_format::events) return {};
  return as_chunk(std::string(line_end), as.chunked);
}

std::string stream_ending(close_code code, std::string_view reason,
                          stream_framing as) {
  centrifuge::Reply reply;
  auto& push = *reply.mutable_push()->mutable_disconnect();
  push.set_code(static_cast<std::uint32_t>(code));
  push.set_reason(std::string(utf8_prefix(reason, close_reason_size)));
  const auto format = as.format == stream_format::lengths
                          ? centrifuge::format::protobuf
                          : centrifuge::format::json;
  const auto message = centrifuge::encode(format, reply);
  auto out = stream_message(as.bare ? bare_push(message) : message, as);
  if (as.chunked) out.append("0\r\n\r\n");
  return out;
}

std::string_view bare_push(std::string_view reply) {
  constexpr std::string_view head = R"({"push":)";
  if (!reply.starts_with(head)) return reply;
  return reply.substr(head.size(), reply.size() - head.size() - 1);
}

std::string bare_frames(std::string_view frames) {
  std::string out;
  out.reserve(frames.size());
  while (!frames.empty())
    append_frame(out, opcode::text, payload_coding::identity,
                 bare_push(take_payload(frames)));
  return out;
}

}  // namespace parley
