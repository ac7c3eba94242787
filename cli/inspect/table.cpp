// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/table.hpp"

#include "cli/inspect/cells.hpp"
#include "protocol/printable.hpp"

#include <algorithm>
#include <rapidjson/document.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <stdexcept>

namespace parley::inspect {

namespace {

std::string compact(const json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
  value.Accept(out);
  return {buffer.GetString(), buffer.GetSize()};
}

std::vector<std::string> details_of(const json& row) {
  std::vector<std::string> lines;
  for (const auto& each : row.GetObject())
    lines.push_back(
        std::string(each.name.GetString()) + ": " +
        (each.value.IsString() ? each.value.GetString() : compact(each.value)));
  return lines;
}

std::string summary_of(const json& answer) {
  auto line = "node " + node_of(answer) + "  up " +
              short_number(number(answer, "uptime")) + " s  clients " +
              short_number(number(answer, "clients")) + "  users " +
              short_number(number(answer, "users")) + "  rooms " +
              short_number(number(answer, "num_rooms")) + "  subscriptions " +
              short_number(number(answer, "subscriptions"));
  const auto loops = number(answer, "loops");
  const auto answered = number(answer, "loops_answered");
  if (answered < loops)
    line += "  ONLY " + short_number(answered) + " OF " + short_number(loops) +
            " LOOPS ANSWER";
  return line;
}

/// Stops the parser at the level after the last one.
struct level_count
    : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, level_count> {
  bool StartObject() { return ++levels <= most; }
  bool StartArray() { return ++levels <= most; }
  bool EndObject(rapidjson::SizeType /*members*/) { return --levels >= 0; }
  bool EndArray(rapidjson::SizeType /*elements*/) { return --levels >= 0; }

  static constexpr int most = 32;
  int levels = 0;
};

/// Whether `answer` is JSON of few levels: what walks over values recurs, and
/// answers may be of any size.
bool is_flat(std::string_view answer) {
  level_count counted;
  rapidjson::MemoryStream from(answer.data(), answer.size());
  return !rapidjson::Reader()
              .Parse<rapidjson::kParseIterativeFlag>(from, counted)
              .IsError();
}

/// Cells that a terminal takes: bytes that go on a character do not count.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

/// Of the column with this title; the size when there is none.
std::size_t place_of(const std::vector<column>& all, const column& wanted) {
  const auto at = std::ranges::find(all, wanted.title, &column::title);
  return static_cast<std::size_t>(at - all.begin());
}

}  // namespace

table read_table(std::string_view answer, const question& asked) {
  const auto about = asked.about;
  rapidjson::Document read;  // null
  if (is_flat(answer))
    read.Parse<rapidjson::kParseIterativeFlag>(answer.data(), answer.size());
  const std::string key(name_of(about));
  if (read.HasParseError() || !read.IsObject() ||
      !at(read, key.c_str()).IsArray())
    throw std::runtime_error("the node's answer is not what /debug answers");
  const std::string weight(find_order(about, asked.sort).field);
  table shown;
  shown.summary = summary_of(read);
  const auto cells = cells_of(read);
  for (const auto& each : cells)
    shown.columns.push_back({printable(each.title), each.is_number});
  for (const auto& row : at(read, key.c_str()).GetArray()) {
    auto& texts = shown.rows.emplace_back();
    for (const auto& each : cells) texts.push_back(printable(each.read(row)));
    shown.subjects.push_back(
        text(row, about == topic::rooms ? "name" : "session"));
    shown.weights.push_back(number(row, weight.c_str()));
    shown.nodes.push_back(0);
    shown.details.push_back(details_of(row));
    for (auto& line : shown.details.back()) line = printable(line);
  }
  return shown;
}

table merged(const std::vector<table>& answers, std::size_t limit) {
  table all;
  struct place {
    std::size_t node, row;
  };
  std::vector<place> places;
  for (std::size_t node = 0; node < answers.size(); ++node) {
    const auto& each = answers[node];
    if (!each.summary.empty())
      all.summary += (all.summary.empty() ? "" : "\n") + each.summary;
    for (const auto& column : each.columns)
      if (place_of(all.columns, column) == all.columns.size())
        all.columns.push_back(column);
    for (std::size_t row = 0; row < each.rows.size(); ++row)
      places.push_back({node, row});
  }
  std::ranges::stable_sort(
      places, std::ranges::greater{},
      [&](const place& at) { return answers[at.node].weights[at.row]; });
  if (places.size() > limit) places.resize(limit);
  for (const auto& [node, row] : places) {
    const auto& from = answers[node];
    // Nodes of another version have other columns.
    auto& texts = all.rows.emplace_back(all.columns.size());
    for (std::size_t i = 0; i < from.columns.size(); ++i)
      texts[place_of(all.columns, from.columns[i])] = from.rows[row][i];
    all.subjects.push_back(from.subjects[row]);
    all.weights.push_back(from.weights[row]);
    all.details.push_back(from.details[row]);
    all.nodes.push_back(node);
  }
  return all;
}

std::vector<std::string> lines_of(const table& shown) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < shown.columns.size(); ++i) {
    auto most = width(shown.columns[i].title);
    for (const auto& row : shown.rows) most = std::max(most, width(row[i]));
    widths.push_back(most);
  }
  const auto line = [&](const auto& text_of) {
    std::string out;
    for (std::size_t i = 0; i < shown.columns.size(); ++i) {
      const std::string text = text_of(i);
      const std::string gap(widths[i] - width(text), ' ');
      out += shown.columns[i].is_number ? gap + text : text + gap;
      out += "  ";
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
  };
  std::vector<std::string> lines{
      line([&](std::size_t i) { return shown.columns[i].title; })};
  for (const auto& row : shown.rows)
    lines.push_back(line([&](std::size_t i) { return row[i]; }));
  return lines;
}

}  // namespace parley::inspect
