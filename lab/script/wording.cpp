// SPDX-License-Identifier: Apache-2.0
#include "lab/script/wording.hpp"

#include <array>
#include <cstdint>

namespace parley::script {

namespace {

// Bytes of a message that a failure shows.
constexpr std::size_t shown_max = 200;

// "... (70000 bytes)" behind what was cut.
std::string length_note(std::size_t size) {
  return "... (" + std::to_string(size) + " bytes)";
}

// Where to cut so that no UTF-8 character is split.
std::size_t cut_at(std::string_view text) {
  if (text.size() <= shown_max) return text.size();
  auto size = shown_max;
  while (size > 0 && (static_cast<std::uint8_t>(text[size]) & 0xc0) == 0x80)
    --size;
  return size;
}

std::string hex(char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto value = static_cast<std::uint8_t>(byte);
  return {digits[value / 16], digits[value % 16]};
}

std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto value = static_cast<std::uint8_t>(c);
  const bool control = value < 0x20 || value == 0x7f;
  return control ? "\\x" + hex(c) : std::string(1, c);
}

std::string bytes(std::string_view data) {
  if (data.empty()) return "binary, empty";
  std::string text = "binary ";
  for (const char byte : data.substr(0, shown_max / 2)) text += hex(byte);
  return data.size() > shown_max / 2 ? text + length_note(data.size()) : text;
}

struct describer {
  std::string operator()(const message& what) const { return describe(what); }
  std::string operator()(const ending& how) const { return describe(how); }
  std::string operator()(const pattern& what) const {
    return "a match of " + what.regex;
  }
  std::string operator()(const closed& what) const {
    std::string text = "close";
    if (what.code) text += ' ' + std::to_string(*what.code);
    if (what.reason) text += ' ' + in_quotes(*what.reason);
    return text;
  }
};

}  // namespace

std::string in_quotes(std::string_view text) {
  const auto size = cut_at(text);
  std::string result = "\"";
  for (const char c : text.substr(0, size)) result += escaped(c);
  result += '"';
  return size < text.size() ? result + length_note(text.size()) : result;
}

std::string describe(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  if (count % 60'000 == 0) return std::to_string(count / 60'000) + "m";
  if (count % 1'000 == 0) return std::to_string(count / 1'000) + "s";
  return std::to_string(count) + "ms";
}

std::string describe(const message& what) {
  return what.kind == payload::text ? in_quotes(what.data) : bytes(what.data);
}

std::string describe(const ending& how) {
  std::string text = "close " + std::to_string(how.code);
  if (!how.reason.empty()) text += ' ' + in_quotes(how.reason);
  if (!how.cause.empty()) text += " (no close frame: " + how.cause + ")";
  return text;
}

std::string describe(const event& what) {
  return std::visit(describer{}, what);
}

std::string describe(const expectation& what) {
  return std::visit(describer{}, what);
}

}  // namespace parley::script
