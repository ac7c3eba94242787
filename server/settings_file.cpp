// SPDX-License-Identifier: Apache-2.0
#include "server/settings_file.hpp"

#include "protocol/whole_file.hpp"
#include "server/value.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <system_error>

namespace parley {

namespace {

constexpr std::string_view namespaces_key = "channel.namespaces";

std::string text_of(const std::string& key, const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) {
    return std::to_string(number->get());
  }
  if (const auto* flag = node.as_boolean()) return **flag ? "true" : "false";
  if (const auto* number = node.as_floating_point()) {
    return std::to_string(number->get());
  }
  throw settings_error(key + ": takes a text, a number, true or false");
}

class reader {
 public:
  reader(registry& known, const std::string& file)
      : known_(known), file_(file) {}

  void read(const std::string& prefix, const toml::table& table) {
    for (const auto& [name, node] : table)
      read_entry(prefix + std::string(name.str()), node);
  }

 private:
  /// Errors of `step` get the place of `node`.
  template <class Step>
  void at(const toml::node& node, Step step) {
    try {
      step();
    } catch (const settings_error& error) {
      throw settings_error(file_ + ':' +
                           std::to_string(node.source().begin.line) + ": " +
                           error.what());
    }
  }

  void read_entry(const std::string& key, const toml::node& node) {
    if (key == namespaces_key)
      read_namespaces(node);
    else if (const auto* table = node.as_table())
      read(key + '.', *table);
    else
      at(node, [&] { read_value(key, node); });
  }

  void read_value(const std::string& key, const toml::node& node) {
    const auto& where = known_.find(key);
    const auto* array = node.as_array();
    if (!array) return assign(where, text_of(key, node));
    std::vector<std::string> items;
    for (const auto& item : *array) items.push_back(text_of(key, item));
    assign(where, items);
  }

  void read_namespaces(const toml::node& node) {
    const auto* array = node.as_array();
    at(node, [&] {
      if (!array)
        throw settings_error(
            "channel.namespaces: must be a list of tables that begin with "
            "[[channel.namespaces]] and have a name");
    });
    for (const auto& each : *array) {
      const auto* table = each.as_table();
      at(each, [&] {
        if (!table || !table->get("name"))
          throw settings_error("channel.namespaces: each needs a name");
      });
      read_namespace(*table);
    }
  }

  void read_namespace(const toml::table& table) {
    constexpr std::string_view name_key = "name";
    const auto& name_node = *table.get(name_key);
    std::string prefix;
    at(name_node, [&] {
      const auto name = text_of("channel.namespaces.name", name_node);
      known_.add_namespace(name);
      prefix = std::string(namespaces_key) + '.' + name + '.';
    });
    for (const auto& [key, node] : table)
      if (key != name_key) read_entry(prefix + std::string(key.str()), node);
  }

  registry& known_;
  const std::string& file_;
};

std::string line_of(const std::string& text, toml::source_index number) {
  std::istringstream in(text);
  std::string line;
  for (; number > 0 && std::getline(in, line); --number) {
  }
  return line;
}

std::string read_text(const std::string& file) {
  try {
    return read_whole_file(file);
  } catch (const std::system_error& error) {
    throw settings_error(file + ": cannot be read: " + error.code().message());
  }
}

/// Whether a line may hold a secret: it has the last part of a secret's key.
bool may_be_secret(const registry& known, std::string_view line) {
  return std::ranges::any_of(known.all(), [line](const auto& each) {
    const auto& [key, where] = each;
    return where.shows != privacy::open &&
           line.find(key.substr(key.rfind('.') + 1)) != std::string_view::npos;
  });
}

}  // namespace

void read_settings_file(registry& known, const std::string& file) {
  const auto text = read_text(file);
  try {
    reader(known, file).read("", toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    const auto place = file + ':' + (line ? std::to_string(line) + ':' : "");
    // The parser's message quotes the faulty text.
    if (may_be_secret(known, line_of(text, line)))
      throw settings_error(place + " the value of this key is not valid TOML");
    throw settings_error(place + ' ' + std::string(error.description()));
  }
}

}  // namespace parley
