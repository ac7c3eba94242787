// SPDX-License-Identifier: Apache-2.0
#include "lab/script/values.hpp"

#include "lab/script/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace parley::script {

namespace {

std::string quote(std::string_view word) {
  return '"' + std::string(word) + '"';
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

bool is_name(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_';
  });
}

// What RFC 9110 allows in a header's name.
bool is_token(std::string_view word) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !word.empty() && std::ranges::all_of(word, [&](char c) {
    return is_letter_or_digit(c) || marks.find(c) != marks.npos;
  });
}

std::optional<std::size_t> digits(std::string_view word) {
  std::size_t value = 0;
  const auto end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<unsigned> nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

range parse_range(std::string_view numbers, std::string_view word) {
  const auto dots = numbers.find("..");
  const auto first = digits(numbers.substr(0, std::min(dots, numbers.size())));
  const auto last =
      dots == numbers.npos ? std::nullopt : digits(numbers.substr(dots + 2));
  if (!first || !last)
    throw syntax_error(quote(word) + " is not a range such as c[1..100]");
  if (*first > *last)
    throw syntax_error("the range " + quote(word) + " is empty");
  if (*last - *first >= range_size_max)
    throw syntax_error("the range " + quote(word) + " names more than " +
                       std::to_string(range_size_max) + " clients");
  return {*first, *last};
}

}  // namespace

std::size_t parse_number(std::string_view word, std::string_view what,
                         std::size_t min, std::size_t max) {
  const auto value = digits(word);
  if (!value || *value < min || *value > max)
    throw syntax_error(std::string(what) + " must be a number from " +
                       std::to_string(min) + " to " + std::to_string(max) +
                       ", not " + quote(word));
  return *value;
}

std::chrono::milliseconds parse_duration(std::string_view word) {
  // "ms" comes before "s", which is its ending.
  static constexpr std::array<std::pair<std::string_view, std::size_t>, 3>
      units{{{"ms", 1}, {"s", 1'000}, {"m", 60'000}}};
  constexpr auto max = static_cast<std::size_t>(duration_max.count());
  for (const auto& [unit, milliseconds] : units) {
    if (!word.ends_with(unit)) continue;
    const auto count = digits(word.substr(0, word.size() - unit.size()));
    if (!count) break;
    if (*count == 0 || *count > max / milliseconds)
      throw syntax_error("a duration is from 1ms to 24 hours, not " +
                         quote(word));
    return std::chrono::milliseconds(*count * milliseconds);
  }
  throw syntax_error(quote(word) +
                     " is not a duration such as 200ms, 5s or 1m");
}

std::string parse_hex(std::string_view word) {
  std::string bytes;
  for (std::size_t i = 0; i < word.size(); i += 2) {
    const auto high = nibble(word[i]);
    const auto low = i + 1 < word.size() ? nibble(word[i + 1]) : std::nullopt;
    if (!high || !low)
      throw syntax_error(quote(word) +
                         " is not bytes as pairs of hex digits such as 00ff");
    bytes += static_cast<char>(*high * 16 + *low);
  }
  return bytes;
}

clients parse_clients(std::string_view word) {
  const auto bracket = word.find('[');
  const auto name = word.substr(0, std::min(bracket, word.size()));
  if (!is_name(name))
    throw syntax_error(quote(word) +
                       " is not a client's name: letters, digits, - and _");
  if (bracket == word.npos) return {std::string(name), std::nullopt};
  if (!word.ends_with(']'))
    throw syntax_error(quote(word) + " is not a range such as c[1..100]");
  const auto numbers = word.substr(bracket + 1, word.size() - bracket - 2);
  return {std::string(name), parse_range(numbers, word)};
}

header parse_header(std::string_view text) {
  const auto colon = text.find(':');
  const auto name = text.substr(0, std::min(colon, text.size()));
  if (colon == text.npos || !is_token(name))
    throw syntax_error(quote(text) +
                       " is not a header such as \"Origin: http://host\"");
  auto value = text.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  return {std::string(name), std::string(value)};
}

std::uint16_t parse_sent_code(std::string_view word) {
  const auto code = parse_seen_code(word);
  if (code == 1005 || code == 1006 || code == 1015)
    throw syntax_error("close code " + std::to_string(code) +
                       " is never sent: it stands for a close without a code");
  return code;
}

std::uint16_t parse_seen_code(std::string_view word) {
  return static_cast<std::uint16_t>(
      parse_number(word, "a close code", 1000, 4999));
}

}  // namespace parley::script
