// SPDX-License-Identifier: Apache-2.0
// Text from outside as the value of a field in a log line:
//
//   spdlog::info("room.start room={}", log_text(name));
//
// The format string has no quotes: the text brings its own, and its contents
// are escaped. Nothing is done unless the line is written.
#pragma once

#include "protocol/printable.hpp"

#include <fmt/format.h>
#include <string_view>

namespace parley {

struct log_text {
  explicit log_text(std::string_view what) : text(what) {}
  std::string_view text;
};

}  // namespace parley

template <>
struct fmt::formatter<parley::log_text> {
  constexpr auto parse(format_parse_context& context) {
    return context.begin();
  }

  template <class Context>
  auto format(const parley::log_text& what, Context& context) const {
    return fmt::format_to(context.out(), "{}", parley::in_quotes(what.text));
  }
};
