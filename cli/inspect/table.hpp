// SPDX-License-Identifier: Apache-2.0
// A node's answer as a table for people. Pure.
#pragma once

#include "cli/inspect/question.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::inspect {

struct column {
  std::string title;
  bool is_number = false;
};

struct table {
  /// The node's summary, in one line.
  std::string summary;
  std::vector<column> columns;
  std::vector<std::vector<std::string>> rows;
  /// What an action is about: a room's name or a session's id; one per row.
  std::vector<std::string> subjects;
  /// By which the rows are sorted, largest first.
  std::vector<double> weights;
  /// Whose row it is: the number of the node's answer.
  std::vector<std::size_t> nodes;
  /// All that is known of each row, a line for each thing.
  std::vector<std::vector<std::string>> details;
};

/// Parses the answer to a query. Throws `std::runtime_error` when it is
/// invalid.
table read_table(std::string_view json, const question& asked);

/// The answers of several nodes as one, sorted, at most `limit` rows.
table merged(const std::vector<table>& answers, std::size_t limit);

/// The head and the rows as lines that stand in columns. Control characters of
/// names are shown as `?`: a name shall not write on the terminal.
std::vector<std::string> lines_of(const table& shown);

}  // namespace parley::inspect
