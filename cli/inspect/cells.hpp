// SPDX-License-Identifier: Apache-2.0
// The columns of a table, as a node's answer describes them, and their texts.
// Pure.
#pragma once

#include <functional>
#include <rapidjson/document.h>
#include <string>
#include <vector>

namespace parley::inspect {

using json = rapidjson::Value;

/// A member of a row; null if it is absent.
const json& at(const json& row, const char* key);
double number(const json& row, const char* key);
std::string text(const json& row, const char* key);

/// Three digits and a letter for the thousands.
std::string short_number(double value);

/// The beginning of a node's id.
std::string node_of(const json& row);

struct cell {
  std::string title;
  bool is_number;
  std::function<std::string(const json&)> read;
};

/// From the answer's "columns".
std::vector<cell> cells_of(const json& answer);

}  // namespace parley::inspect
