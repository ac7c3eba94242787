// SPDX-License-Identifier: Apache-2.0
// The payload of a publication: its number in the diary, as JSON. Pure.
#pragma once

#include "lab/verify/diary.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace parley::verify {

inline constexpr std::string_view payload_start = R"({"verify":)";

inline std::string write_payload(publication_id id) {
  return std::string(payload_start) + std::to_string(id) + '}';
}

/// Nothing when the payload is not one of ours.
inline std::optional<publication_id> read_payload(std::string_view json) {
  if (!json.starts_with(payload_start)) return std::nullopt;
  json.remove_prefix(payload_start.size());
  publication_id id = 0;
  const auto [end, error] =
      std::from_chars(json.data(), json.data() + json.size(), id);
  const bool whole = error == std::errc() &&
                     std::string_view(end, json.data() + json.size()) == "}";
  return whole ? std::optional(id) : std::nullopt;
}

}  // namespace parley::verify
