// SPDX-License-Identifier: Apache-2.0
// Changes for a store in few words, and what it keeps as text to compare.
#pragma once

#include "protocol/centrifuge/data_check.hpp"
#include "store/store.hpp"
#include "store/stored_ms.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parley {

using namespace std::chrono_literals;

/// A time of day that tests begin at.
constexpr stored_time start{std::chrono::hours(24 * 365 * 50)};

constexpr history::bounds keep_ten{10, 60s, 1h};

inline record say(std::uint64_t offset, std::string data,
                  stored_time at = start, std::string key = {}) {
  const auto kind = centrifuge::kind_of(data);
  return {std::make_shared<publication>(
              publication{std::move(data), kind, {}, offset}),
          at, std::move(key)};
}

/// An append of `count` publications whose data are their offsets.
inline append_records append(std::string room, stream_position behind,
                             std::size_t count, stored_time at = start,
                             history::bounds keep = keep_ten) {
  append_records out{std::move(room), std::move(behind), {}, {}, keep};
  auto offset = out.behind.offset;
  for (std::size_t i = 0; i < count; ++i) {
    ++offset;
    out.records.push_back(say(offset, std::to_string(offset), at));
  }
  return out;
}

/// One change alone.
inline change_outcome commit(store& into, change wish) {
  return into.commit(std::vector{std::move(wish)}).front();
}

inline std::string show(const record& kept) {
  const auto& said = *kept.said;
  auto out =
      std::to_string(said.offset) + "@" + std::to_string(to_ms(kept.at)) + " " +
      std::to_string(static_cast<int>(said.kind)) + " '" + said.data + "'";
  if (said.info)
    out += " by '" + said.info->user + "' '" + said.info->client + "' '" +
           said.info->conn_info + "' '" + said.info->chan_info + "'";
  for (const auto& [key, value] : said.tags)
    out += " [" + key + "=" + value + "]";
  return out;
}

inline std::vector<std::string> show(const std::vector<record>& records) {
  std::vector<std::string> out;
  out.reserve(records.size());
  for (const auto& each : records) out.push_back(show(each));
  return out;
}

inline std::vector<std::string> show(const std::vector<stored_key>& keys) {
  std::vector<std::string> out;
  out.reserve(keys.size());
  for (const auto& each : keys)
    out.push_back(each.key + "=" + std::to_string(each.offset) + "@" +
                  std::to_string(to_ms(each.at)));
  return out;
}

inline std::vector<std::uint64_t> offsets_of(
    const std::vector<record>& records) {
  std::vector<std::uint64_t> out;
  out.reserve(records.size());
  for (const auto& each : records) out.push_back(each.said->offset);
  return out;
}

}  // namespace parley
