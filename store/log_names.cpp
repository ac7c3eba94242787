// SPDX-License-Identifier: Apache-2.0
#include "store/log_names.hpp"

#include "protocol/namespaces.hpp"

namespace parley {

namespace {

/// Letters, digits, - and _ stay; other bytes become `=` and two hexadecimal
/// digits, because dots, blanks and wildcards have a meaning in subjects.
std::string token_of(std::string_view name) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (name.empty()) return "=";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (is_plain) {
      out += c;
    } else {
      out += '=';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace

std::string_view log_space_of(std::string_view room) {
  return parse_channel_name(room).space;
}

std::string log_stream_of(std::string_view cluster, std::string_view space) {
  return "parley-" + std::string(cluster) + '-' +
         (space.empty() ? std::string("without_namespace") : token_of(space));
}

std::string log_subjects_of(std::string_view cluster, std::string_view space) {
  return "parley." + std::string(cluster) + ".log." + token_of(space) + '.';
}

std::string log_subject_of(std::string_view cluster, std::string_view room) {
  return log_subjects_of(cluster, log_space_of(room)) + token_of(room);
}

}  // namespace parley
