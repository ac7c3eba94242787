// SPDX-License-Identifier: Apache-2.0
#include "server/settings_source.hpp"

#include "server/registry.hpp"
#include "server/secrets.hpp"
#include "server/settings_check.hpp"
#include "server/settings_file.hpp"
#include "server/value.hpp"

#include <cctype>
#include <map>

namespace parley {

namespace {

void read_environment(const registry& known, const settings_source& source) {
  std::map<std::string, std::string> keys;  // by variable, of those read
  for (const auto& [key, where] : known.all()) {
    const auto name = environment_name(key);
    const auto* text = source.environment(name);
    if (!text || !*text) continue;
    const auto [other, is_new] = keys.emplace(name, key);
    if (!is_new)
      throw settings_error(name + ": is the variable of " + other->second +
                           " and of " + key + ", set these in the file");
    try {
      assign(where, std::string_view(text));
    } catch (const settings_error& error) {
      throw settings_error(name + ": " + error.what());
    }
  }
}

}  // namespace

std::string environment_name(std::string_view key) {
  std::string name = "PARLEY_";
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    name += std::isalnum(byte) ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return name;
}

settings load_settings(const settings_source& source) {
  settings values;
  values.file = source.file;
  registry known(values);
  if (!source.file.empty()) read_settings_file(known, source.file);
  // Before the environment is read, so that these have variables too.
  for (const auto& [key, text] : source.flags) known.add_namespace_of(key);
  if (source.environment) read_environment(known, source);
  for (const auto& [key, text] : source.flags)
    assign(known.find(key), std::string_view(text));
  trim_secrets(values);
  check(values);
  return values;
}

}  // namespace parley
