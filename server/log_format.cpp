// SPDX-License-Identifier: Apache-2.0
#include "server/log_format.hpp"

#include "protocol/printable.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

namespace parley {

namespace {

struct field {
  std::string_view key;
  /// As it stands in the text: a JSON string with its quotes, or a word.
  std::string_view value;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_name(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.';
  });
}

std::string_view take_until(std::string_view& text, char end) {
  const auto at = std::min(text.find(end), text.size());
  const auto word = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return word;
}

/// Whether `\\uXXXX` is at the front, with hexadecimal digits.
bool has_unit(std::string_view text) {
  return text.size() >= 6 && text.starts_with("\\u") &&
         std::ranges::all_of(text.substr(2, 4), [](unsigned char c) {
           return std::isxdigit(c) != 0;
         });
}

/// Whether the unit at the front is one half of a character: `letters` are
/// those that its second digit may be.
bool is_half(std::string_view text, std::string_view letters) {
  return has_unit(text) && (text[2] == 'd' || text[2] == 'D') &&
         letters.find(text[3]) != letters.npos;
}

/// Characters of the escape sequence at the front; 0 when JSON has none such.
std::size_t escape_size(std::string_view text) {
  constexpr std::string_view single = "\"\\/bfnrt";
  if (text.size() < 2) return 0;
  if (single.find(text[1]) != single.npos) return 2;
  constexpr std::string_view high = "89abAB", low = "cdefCDEF";
  if (is_half(text, high)) return is_half(text.substr(6), low) ? 12 : 0;
  return has_unit(text) && !is_half(text, low) ? 6 : 0;
}

/// Takes the JSON string at the front, up to the blank or the end after it.
std::optional<std::string_view> take_string(std::string_view& text) {
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') {
    const auto step = text[end] == '\\' ? escape_size(text.substr(end)) : 1;
    if (step == 0) return std::nullopt;
    end += step;
  }
  if (end >= text.size()) return std::nullopt;
  const auto found = text.substr(0, ++end);
  if (end < text.size() && text[end++] != ' ') return std::nullopt;
  text.remove_prefix(end);
  return found;
}

std::optional<field> take_field(std::string_view& text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || !is_name(text.substr(0, equals)))
    return std::nullopt;
  field found{.key = take_until(text, '='), .value = {}};
  if (!text.starts_with('"')) {
    found.value = take_until(text, ' ');
    return found;
  }
  const auto value = take_string(text);
  if (!value) return std::nullopt;
  found.value = *value;
  return found;
}

std::string_view without_digits(std::string_view text) {
  const auto at = std::ranges::find_if_not(text, is_digit);
  return text.substr(static_cast<std::size_t>(at - text.begin()));
}

/// A number of JSON without an exponent: 1e5 is how an id may look.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return false;
  const bool is_zero = text.front() == '0';
  text = is_zero ? text.substr(1) : without_digits(text);
  if (text.empty()) return true;
  if (text.front() != '.' || text.size() == 1) return false;
  return without_digits(text.substr(1)).empty();
}

/// Members of every line, independent of its event.
bool is_taken(std::string_view key, const std::vector<field>& before) {
  constexpr std::string_view fixed[]{"time", "level", "event", "message"};
  return std::ranges::find(fixed, key) != std::end(fixed) ||
         std::ranges::find(before, key, &field::key) != before.end();
}

std::optional<std::vector<field>> fields_of(std::string_view text) {
  std::vector<field> all;
  while (!text.empty()) {
    const auto found = take_field(text);
    if (!found || is_taken(found->key, all)) return std::nullopt;
    all.push_back(*found);
  }
  return all;
}

}  // namespace

std::string log_line(std::string_view text) {
  return printable(text);
}

std::string json_members(std::string_view text) {
  const auto line = printable(text);
  std::string_view rest = line;
  const auto event = take_until(rest, ' ');
  const auto fields = fields_of(rest);
  if (!is_name(event) || !fields) return "\"message\":" + in_quotes(text);
  auto out = "\"event\":" + in_quotes(event);
  for (const auto& [key, value] : *fields) {
    out.append(",").append(in_quotes(key)).append(":");
    const bool is_json = value.starts_with('"') || is_number(value);
    out += is_json ? std::string(value) : in_quotes(value);
  }
  return out;
}

}  // namespace parley
