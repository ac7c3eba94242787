// SPDX-License-Identifier: Apache-2.0
#include "cluster/view.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <functional>
#include <simdjson.h>

namespace parley::cluster {

namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::optional<std::vector<node_name>> nodes_of(simdjson::dom::element from) {
  simdjson::dom::array names;
  if (from.get(names) != simdjson::SUCCESS || names.size() > nodes_of_view)
    return std::nullopt;
  std::vector<node_name> out;
  for (const auto each : names) {
    std::string_view name;
    if (each.get(name) != simdjson::SUCCESS || !is_node_name(name))
      return std::nullopt;
    if (!out.empty() && name <= out.back()) return std::nullopt;
    out.emplace_back(name);
  }
  return out;
}

std::string encode(const std::vector<node_name>& nodes) {
  std::string out = "[";
  for (const auto& node : nodes)
    out += (&node == &nodes.front() ? "\"" : ",\"") + node + '"';
  return out + ']';
}

}  // namespace

bool view::has(std::string_view node) const {
  return std::ranges::binary_search(nodes, node, std::less<>{});
}

bool view::is_leaving(std::string_view node) const {
  return std::ranges::binary_search(leaving, node, std::less<>{});
}

bool is_node_name(std::string_view name) {
  return !name.empty() && name.size() <= node_name_size &&
         std::ranges::all_of(name, is_name_character);
}

std::string encode(const view& v) {
  auto out = R"({"number":)" + std::to_string(v.number) + R"(,"nodes":)" +
             encode(v.nodes);
  if (!v.leaving.empty()) out += R"(,"leaving":)" + encode(v.leaving);
  return out + '}';
}

std::optional<view> decode_view(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::object members;
  simdjson::dom::element names;
  view out;
  if (parser.parse(simdjson::padded_string(text)).get(members) !=
          simdjson::SUCCESS ||
      members["number"].get(out.number) != simdjson::SUCCESS ||
      members["nodes"].get(names) != simdjson::SUCCESS || out.number == 0)
    return std::nullopt;
  auto nodes = nodes_of(names);
  if (!nodes) return std::nullopt;
  out.nodes = std::move(*nodes);
  if (members["leaving"].get(names) != simdjson::SUCCESS) return out;
  auto leaving = nodes_of(names);
  if (!leaving || !std::ranges::includes(out.nodes, *leaving))
    return std::nullopt;
  out.leaving = std::move(*leaving);
  return out;
}

}  // namespace parley::cluster
