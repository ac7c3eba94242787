// SPDX-License-Identifier: Apache-2.0
#include "server/value_text.hpp"

#include "protocol/printable.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <type_traits>

namespace parley {

namespace {

/// A URL without its credentials: a user, a password or a token. Without a
/// scheme it is one if the setting is a URL.
std::string without_user(std::string_view text, bool is_url) {
  constexpr std::string_view scheme_end = "://";
  const auto scheme = text.find(scheme_end);
  if (scheme == text.npos && !is_url) return std::string(text);
  const auto begin = scheme == text.npos ? 0 : scheme + scheme_end.size();
  // The last @: a password may have one that is not escaped, and a slash.
  const auto at = text.rfind('@');
  if (at == text.npos || at < begin) return std::string(text);
  return std::string(text.substr(0, begin)) + "***" +
         std::string(text.substr(at));
}

/// A TOML basic string.
std::string quoted(std::string_view text, bool is_url) {
  return in_quotes(without_user(text, is_url));
}

std::string text(bool value, bool /*is_url*/) {
  return value ? "true" : "false";
}

std::string text(std::size_t value, bool /*is_url*/) {
  return std::to_string(value);
}

std::string text(std::int64_t value, bool /*is_url*/) {
  return std::to_string(value);
}

std::string text(double value, bool /*is_url*/) {
  std::array<char, 32> out{};
  const auto end =
      std::to_chars(out.data(), out.data() + out.size(), value).ptr;
  return {out.data(), end};
}

std::string text(const std::string& value, bool is_url) {
  return quoted(value, is_url);
}

std::string text(std::string_view value, bool is_url) {
  return quoted(value, is_url);
}

std::string text(std::chrono::milliseconds value, bool /*is_url*/) {
  constexpr std::int64_t second = 1'000;
  const auto count = value.count();
  return quoted(count % second == 0 ? std::to_string(count / second) + 's'
                                    : std::to_string(count) + "ms",
                false);
}

std::string text(const std::vector<std::string>& values, bool is_url) {
  std::string out = "[";
  for (const auto& each : values)
    out += (out.size() > 1 ? ", " : "") + quoted(each, is_url);
  return out + ']';
}

}  // namespace

std::string value_text(const setting& what) {
  const bool is_url = what.shows == privacy::url;
  return std::visit(
      [is_url](const auto& target) { return text(*target, is_url); },
      what.value);
}

std::string text_of(const setting& what) {
  const auto value = value_text(what);
  if (!what.is_secret()) return what.key + " = " + value;
  return "# " + what.key + (value == "\"\"" ? " is not set" : " is set");
}

}  // namespace parley
