// SPDX-License-Identifier: Apache-2.0
#include "server/setting_range.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace parley {

namespace {

using std::chrono::milliseconds;

template <class T>
const T* held(const setting& row) {
  auto* const* place = std::get_if<T*>(&row.value);
  return place ? *place : nullptr;
}

std::string number_text(double value) {
  std::array<char, 32> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value,
                                 std::chars_format::fixed)
                       .ptr;
  return {out.data(), end};
}

std::string duration_text(double value) {
  constexpr double minute = 60'000;
  if (std::fmod(value, minute) == 0) return number_text(value / minute) + 'm';
  return number_text(value) + "ms";
}

std::string bound_text(const setting& row, double value) {
  return held<milliseconds>(row) ? duration_text(value) : number_text(value);
}

/// Whether zero and above are all that a number can be anyway.
bool is_natural(const setting& row, const range& allowed) {
  return allowed.least == 0 && std::isinf(allowed.most) &&
         !held<std::int64_t>(row);
}

/// "above zero", "1 to 5", "at most 256".
std::string range_text(const setting& row) {
  const auto& [least, most, reason] = *row.allowed;
  if (held<std::string>(row))
    return "at least " + number_text(least) + " characters";
  if (std::isinf(most)) return least == 0 ? "not negative" : "above zero";
  if (least == 0) return "at most " + bound_text(row, most);
  return bound_text(row, least) + " to " + bound_text(row, most);
}

std::string type_text(const bool*) {
  return "true or false";
}
std::string type_text(const std::size_t*) {
  return "whole number";
}
std::string type_text(const std::int64_t*) {
  return "whole number";
}
std::string type_text(const double*) {
  return "number";
}
std::string type_text(const std::string*) {
  return "text";
}
std::string type_text(const milliseconds*) {
  return "duration";
}
std::string type_text(const std::vector<std::string>*) {
  return "list";
}

std::string type_text(const choice& value) {
  std::string text;
  for (const auto& word : value.words())
    text += (text.empty() ? "`\"" : ", `\"") + std::string(word) + "\"`";
  return text;
}

bool is_inside(double value, const range& allowed) {
  return value >= allowed.least && value <= allowed.most;
}

/// A number, a duration's milliseconds or a text's length.
bool holds(const setting& row) {
  const auto& allowed = *row.allowed;
  if (const auto* text = held<std::string>(row))
    return text->empty() ||
           is_inside(static_cast<double>(text->size()), allowed);
  if (const auto* number = held<double>(row))
    return is_inside(*number, allowed);
  if (const auto* count = held<std::size_t>(row))
    return is_inside(static_cast<double>(*count), allowed);
  if (const auto* count = held<std::int64_t>(row))
    return is_inside(static_cast<double>(*count), allowed);
  if (const auto* time = held<milliseconds>(row))
    return is_inside(static_cast<double>(time->count()), allowed);
  return true;
}

}  // namespace

std::string form_of(const setting& row) {
  auto text = row.counts.empty()
                  ? std::visit([](const auto& each) { return type_text(each); },
                               row.value)
                  : std::string(row.counts);
  if (row.is_secret()) text = "secret";
  if (row.allowed && !is_natural(row, *row.allowed))
    text += ", " + range_text(row);
  return text;
}

void check_range(const setting& row) {
  if (!row.allowed || holds(row)) return;
  const auto text = range_text(row);
  if (text == "not negative")
    throw settings_error(row.key + ": must not be negative");
  std::string sentence = row.key + ": ";
  if (!held<std::string>(row)) sentence += "must be ";
  sentence += text;
  if (!row.counts.empty()) sentence += ' ' + std::string(row.counts);
  throw settings_error(sentence + std::string(row.allowed->reason));
}

}  // namespace parley
