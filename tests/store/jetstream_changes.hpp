// SPDX-License-Identifier: Apache-2.0
// Changes of rooms in a journal, and what is read of them.
#pragma once

#include "room/history.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace parley {

inline const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(
    std::chrono::system_clock::now());

inline change append(const std::string& room, std::uint64_t behind,
                     const std::vector<std::string>& data) {
  append_records out;
  out.room = room;
  out.behind = {behind, "E"};
  for (const auto& each : data) {
    publication said;
    said.data = each;
    said.offset = ++behind;
    out.records.push_back(
        {std::make_shared<const publication>(std::move(said)), now, each});
  }
  return out;
}

inline std::vector<std::string> data_of(const std::vector<record>& of) {
  std::vector<std::string> out;
  for (const auto& each : of) out.push_back(each.said->data);
  return out;
}

/// Keeps enough of every room for any test, in the namespace without a name.
inline std::map<std::string, history::bounds> one_namespace() {
  return {{"",
           {.size = 100,
            .ttl = std::chrono::hours(1),
            .meta_ttl = std::chrono::hours(2)}}};
}

using lines = std::vector<std::string>;
using outcomes = std::vector<change_outcome>;

}  // namespace parley
