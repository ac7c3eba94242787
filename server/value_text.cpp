#include "server/value_text.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <type_traits>

namespace parley {

namespace {

/// A TOML basic string.
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (byte < 0x20 || byte == 0x7f)
      out += "\\u00", out += digits[byte >> 4], out += digits[byte & 15];
    else
      out += c;
  }
  return out + '"';
}

std::string text(bool value) {
  return value ? "true" : "false";
}

std::string text(std::size_t value) {
  return std::to_string(value);
}

std::string text(std::int64_t value) {
  return std::to_string(value);
}

std::string text(double value) {
  std::array<char, 32> out{};
  const auto end =
      std::to_chars(out.data(), out.data() + out.size(), value).ptr;
  return {out.data(), end};
}

std::string text(const std::string& value) {
  return quoted(value);
}

std::string text(std::string_view value) {
  return quoted(value);
}

std::string text(std::chrono::milliseconds value) {
  constexpr std::int64_t second = 1'000;
  const auto count = value.count();
  return quoted(count % second == 0 ? std::to_string(count / second) + 's'
                                    : std::to_string(count) + "ms");
}

std::string text(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const auto& each : values)
    out += (out.size() > 1 ? ", " : "") + quoted(each);
  return out + ']';
}

}  // namespace

std::string text_of(const setting& what) {
  const auto value =
      std::visit([](const auto& target) { return text(*target); }, what.value);
  if (!what.secret) return what.key + " = " + value;
  return "# " + what.key + (value == "\"\"" ? " is not set" : " is set");
}

}  // namespace parley
