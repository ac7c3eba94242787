// What stands in the columns of each topic's table, read from a row of a node's
// answer. Pure.
#pragma once

#include "cli/inspect/question.hpp"

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
  const char* title;
  bool is_number;
  std::function<std::string(const json&)> read;
};

std::vector<cell> cells_of(topic about);

}  // namespace parley::inspect
