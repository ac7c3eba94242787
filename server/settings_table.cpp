// SPDX-License-Identifier: Apache-2.0
#include "server/settings_table.hpp"

#include "server/setting_range.hpp"
#include "server/settings.hpp"
#include "server/value_text.hpp"

#include <algorithm>

namespace parley {

namespace {

constexpr std::string_view file_head =
    R"(# Parley's settings, every key at its default. A flag beats the
# environment (client.ping_interval is PARLEY_CLIENT_PING_INTERVAL), which beats
# this file.
# `parley check --toml` prints this file; docs/configuration.md explains more.
)";

constexpr std::string_view file_end = R"(
# -- namespaces ---------------------------------------------------------------
#
# A room belongs to the namespace before the first `:` of its name. A namespace
# has a name of two or more of A-Z, a-z, 0-9, -, _ and ., and all the options of
# [channel.without_namespace] with the same defaults, but for allow_plain, which
# is false. Here is the namespace of chat:lobby, chat:42 and so on:
#
# [[channel.namespaces]]
# name = "chat"
# presence = true
# join_leave = true
# history_size = 100
# history_ttl = "10m"
# force_recovery = true
# allow_subscribe_for_client = true
# allow_publish_for_subscriber = true
# allow_presence_for_subscriber = true
# allow_history_for_subscriber = true
# channel_regex = "[a-z0-9-]{1,64}"
# publication_data_format = "json"
)";

constexpr std::size_t comment_width = 80;

/// "client.token." of client.token.leeway; empty for a key without a dot.
std::string_view prefix_of(std::string_view key) {
  const auto dot = key.rfind('.');
  return key.substr(0, dot == key.npos ? 0 : dot + 1);
}

/// Lines of a comment.
void add_comment(std::string& out, std::string_view text) {
  std::string line = "#";
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (line.size() + 1 + end > comment_width) {
      out += line + '\n';
      line = "#";
    }
    line += ' ' + std::string(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out += line + '\n';
}

void add_row(std::string& out, const setting& row) {
  out += '\n';
  add_comment(out, row.help);
  const auto form = form_of(row);
  // A mere type shows in the value.
  if (form.find(',') != form.npos || !row.counts.empty())
    add_comment(out, "Value: " + form + '.');
  out += row.key.substr(prefix_of(row.key).size()) + " = " + value_text(row) +
         '\n';
}

std::string key_cell(const setting& row) {
  const bool is_option = row.group == "options";
  std::string cell =
      '`' + (is_option ? row.key.substr(prefix_of(row.key).size()) : row.key) +
      '`';
  if (!row.flag.name.empty()) cell += ", `" + std::string(row.flag.name) + '`';
  return cell;
}

std::string default_cell(const setting& row) {
  const auto text = value_text(row);
  const bool is_choice = std::holds_alternative<choice>(row.value);
  return !is_choice && (text == "\"\"" || text == "[]") ? "none"
                                                        : '`' + text + '`';
}

}  // namespace

std::vector<std::string_view> settings_groups() {
  settings defaults;
  std::vector<std::string_view> groups;
  for (const auto& each : all_settings(defaults))
    if (std::ranges::find(groups, each.group) == groups.end())
      groups.push_back(each.group);
  return groups;
}

std::string settings_table(std::string_view group) {
  settings defaults;
  std::string out =
      "| key | value | default | what it is, and what happens beyond it |\n"
      "|---|---|---|---|\n";
  for (const auto& each : all_settings(defaults))
    if (each.group == group)
      out += "| " + key_cell(each) + " | " + form_of(each) + " | " +
             default_cell(each) + " | " + std::string(each.help) + " |\n";
  return out;
}

std::string example_settings() {
  settings defaults;
  const auto rows = all_settings(defaults);
  // TOML wants all keys of one table at one place.
  std::vector<std::string_view> prefixes{""};
  for (const auto& each : rows)
    if (std::ranges::find(prefixes, prefix_of(each.key)) == prefixes.end())
      prefixes.push_back(prefix_of(each.key));
  std::string out(file_head);
  for (const auto prefix : prefixes) {
    if (!prefix.empty())
      out += "\n[" + std::string(prefix.substr(0, prefix.size() - 1)) + "]\n";
    for (const auto& each : rows)
      if (prefix_of(each.key) == prefix) add_row(out, each);
  }
  return out + std::string(file_end);
}

}  // namespace parley
