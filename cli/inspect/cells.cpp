// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/cells.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace parley::inspect {

const json& at(const json& row, const char* key) {
  static const json nothing;
  const auto found = row.FindMember(key);
  return found == row.MemberEnd() ? nothing : found->value;
}

double number(const json& row, const char* key) {
  const auto& value = at(row, key);
  return value.IsNumber() ? value.GetDouble() : 0;
}

std::string text(const json& row, const char* key) {
  const auto& value = at(row, key);
  return value.IsString()
             ? std::string(value.GetString(), value.GetStringLength())
             : std::string();
}

std::string short_number(double value) {
  constexpr std::array letters{"", "k", "M", "G", "T"};
  std::size_t i = 0;
  while (value >= 999.5 && i + 1 < letters.size()) {
    value /= 1'000;
    ++i;
  }
  std::array<char, 32> out{};
  const bool whole = i == 0 && (value >= 100 || value == std::floor(value));
  std::snprintf(out.data(), out.size(), whole ? "%.0f%s" : "%.3g%s", value,
                letters[i]);
  return out.data();
}

std::string node_of(const json& row) {
  constexpr std::size_t enough = 8;
  return text(row, "node").substr(0, enough);
}

namespace {

std::string milliseconds(double seconds) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", seconds * 1'000);
  return out.data();
}

std::string percent(double share) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", share * 100);
  return out.data();
}

std::string joined(const json& values) {
  std::string all;
  if (values.IsArray())
    for (const auto& each : values.GetArray())
      if (each.IsString())
        all += (all.empty() ? "" : " ") + std::string(each.GetString());
  return all;
}

/// A kind of column: the unit in its head, and how a value is written. Without
/// a way to write it, a value is a text.
struct writing {
  std::string_view kind;
  std::string_view unit;
  std::string (*write)(double value);
};

constexpr std::array writings{
    writing{"count", "", short_number}, writing{"bytes", "", short_number},
    writing{"rate", "/s", short_number}, writing{"share", " %", percent},
    writing{"seconds", " ms", milliseconds}};

cell cell_of(const json& column) {
  const auto kind = text(column, "kind"), key = text(column, "key");
  auto title = text(column, "title");
  for (const auto& each : writings)
    if (each.kind == kind)
      return {title += each.unit, true,
              [key, write = each.write](const json& row) {
                return write(number(row, key.c_str()));
              }};
  if (kind == "node") return {title, false, node_of};
  if (kind == "texts")
    return {title, false,
            [key](const json& row) { return joined(at(row, key.c_str())); }};
  return {title, false,
          [key](const json& row) { return text(row, key.c_str()); }};
}

}  // namespace

std::vector<cell> cells_of(const json& answer) {
  // A node has fewer; what is no node may answer anything.
  constexpr std::size_t most = 64;
  std::vector<cell> cells;
  const auto& columns = at(answer, "columns");
  if (columns.IsArray())
    for (const auto& each : columns.GetArray())
      if (each.IsObject() && cells.size() < most)
        cells.push_back(cell_of(each));
  return cells;
}

}  // namespace parley::inspect
