// SPDX-License-Identifier: Apache-2.0
#include "lab/script/json.hpp"

#include <algorithm>
#include <simdjson.h>

namespace parley::script {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

bool same(element a, element b);

bool same_array(simdjson::dom::array a, simdjson::dom::array b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool same_object(simdjson::dom::object a, simdjson::dom::object b) {
  if (a.size() != b.size()) return false;
  return std::all_of(a.begin(), a.end(), [&](const auto& member) {
    element other;
    return !b.at_key(member.key).get(other) && same(member.value, other);
  });
}

bool same(element a, element b) {
  // Fractions as doubles; whole numbers exactly, also beyond 2^53.
  const bool fraction =
      a.type() == element_type::DOUBLE || b.type() == element_type::DOUBLE;
  if (fraction && a.is_number() && b.is_number()) return double(a) == double(b);
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case element_type::ARRAY:
      return same_array(a, b);
    case element_type::OBJECT:
      return same_object(a, b);
    default:
      return simdjson::minify(a) == simdjson::minify(b);
  }
}

}  // namespace

std::optional<std::string> json_error(std::string_view text) {
  simdjson::dom::parser parser;
  const auto error = parser.parse(text.data(), text.size()).error();
  if (!error) return std::nullopt;
  return simdjson::error_message(error);
}

bool json_equal(std::string_view a, std::string_view b) {
  simdjson::dom::parser one;
  simdjson::dom::parser two;
  element first;
  element second;
  return !one.parse(a.data(), a.size()).get(first) &&
         !two.parse(b.data(), b.size()).get(second) && same(first, second);
}

}  // namespace parley::script
