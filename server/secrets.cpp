// SPDX-License-Identifier: Apache-2.0
#include "server/secrets.hpp"

#include "server/setting_range.hpp"

#include <string>
#include <variant>

namespace parley {

void trim_secrets(settings& values) {
  for (const auto& each : all_settings(values)) {
    if (!each.is_secret()) continue;
    auto* const* text = std::get_if<std::string*>(&each.value);
    if (!text) continue;
    auto& secret = **text;
    while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  }
}

void check_secrets(settings values) {
  for (const auto& each : all_settings(values))
    if (each.is_secret() && each.group != "cluster") check_range(each);
}

}  // namespace parley
