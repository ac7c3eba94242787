// SPDX-License-Identifier: Apache-2.0
#include "server/value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace parley {

namespace {

using std::chrono::milliseconds;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, value);
  if (failed != std::errc{} || stopped != end) return std::nullopt;
  return value;
}

std::optional<milliseconds> try_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> units{
      {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}}};
  for (const auto& [suffix, factor] : units) {
    if (!text.ends_with(suffix)) continue;
    const auto number =
        parse_number<std::int64_t>(text.substr(0, text.size() - suffix.size()));
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / 3'600'000;
    if (number && *number >= 0 && *number < most)
      return milliseconds(*number * factor);
  }
  return std::nullopt;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto end = text.find_first_of(" ,");
    if (end != 0) items.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return items;
}

// The expected form of a text; empty when it is valid, and the value is set.
using expectation = std::string;

constexpr auto duration_form = "a duration like 250ms, 25s, 5m or 1h";

expectation set(bool* value, std::string_view text) {
  if (text != "true" && text != "false") return "true or false";
  *value = text == "true";
  return {};
}

template <class Number>
expectation set_number(Number* value, std::string_view text,
                       const char* expected) {
  const auto number = parse_number<Number>(text);
  if (!number) return expected;
  *value = *number;
  return {};
}

expectation set(std::size_t* value, std::string_view text) {
  return set_number(value, text, "a whole number");
}

expectation set(std::int64_t* value, std::string_view text) {
  return set_number(value, text, "a whole number");
}

expectation set(double* value, std::string_view text) {
  const auto number = parse_number<double>(text);
  if (!number || !std::isfinite(*number) || *number < 0)
    return "a number from zero up";
  *value = *number;
  return {};
}

expectation set(std::string* value, std::string_view text) {
  *value = text;
  return {};
}

expectation set(milliseconds* value, std::string_view text) {
  const auto duration = try_duration(text);
  if (!duration) return duration_form;
  *value = *duration;
  return {};
}

expectation set(std::vector<std::string>* value, std::string_view text) {
  *value = split(text);
  return {};
}

expectation set(const choice& value, std::string_view text) {
  if (value.take(text)) return {};
  expectation expected = "one of";
  for (const auto& word : value.words())
    expected += (word == value.words().front() ? " \"" : ", \"") +
                std::string(word) + '"';
  return expected;
}

[[noreturn]] void reject(const std::string& what, const expectation& expected) {
  throw settings_error(what + " is not " + expected);
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

}  // namespace

milliseconds parse_duration(std::string_view text) {
  const auto value = try_duration(text);
  if (!value) reject(quoted(text), duration_form);
  return *value;
}

void assign(const setting& where, std::string_view text) {
  const auto expected = std::visit(
      [text](const auto& value) { return set(value, text); }, where.value);
  if (!expected.empty())
    reject(where.key + ": " + (where.is_secret() ? "its value" : quoted(text)),
           expected);
}

void assign(const setting& where, const std::vector<std::string>& items) {
  auto* const* list = std::get_if<std::vector<std::string>*>(&where.value);
  if (!list) throw settings_error(where.key + ": takes one value, not a list");
  **list = items;
}

}  // namespace parley
