// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/line.hpp"

#include <charconv>
#include <stdexcept>
#include <string>

namespace parley::crowd_test {

namespace {

constexpr std::string_view joined = " joined";
constexpr std::string_view left = " left";

std::string_view between(std::string_view text, std::size_t head,
                         std::size_t tail) {
  return text.substr(head, text.size() - head - tail);
}

}  // namespace

line::line(std::string_view text) {
  const auto bracket = text.find("] ");
  if (text.starts_with('[') && bracket != std::string_view::npos) {
    name = text.substr(1, bracket - 1);
    words = text.substr(bracket + 2);
  } else if (text.starts_with("* ") && text.ends_with(joined)) {
    what = kind::joined;
    name = between(text, 2, joined.size());
  } else if (text.starts_with("* ") && text.ends_with(left)) {
    what = kind::left;
    name = between(text, 2, left.size());
  } else {
    throw std::runtime_error("got a strange line: " + std::string(text));
  }
}

std::uint64_t number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, value);
  if (failed != std::errc{} || stop != end)
    throw std::runtime_error("got no number: " + std::string(digits));
  return value;
}

}  // namespace parley::crowd_test
