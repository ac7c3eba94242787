// SPDX-License-Identifier: Apache-2.0
#include "protocol/plain.hpp"

#include "protocol/names.hpp"

namespace parley::plain {

namespace {

std::string join(std::string_view a, std::string_view b, std::string_view c) {
  std::string out;
  out.reserve(a.size() + b.size() + c.size());
  return out.append(a).append(b).append(c);
}

}  // namespace

std::string prefix(std::string_view name) {
  return join("[", as_name_in_line(name), "] ");
}

std::string joined(std::string_view name) {
  return join("* ", as_name_in_line(name), " joined");
}

std::string left(std::string_view name) {
  return join("* ", as_name_in_line(name), " left");
}

}  // namespace parley::plain
