// SPDX-License-Identifier: Apache-2.0
// All settings as people read them: the tables of docs/configuration.md and
// deploy/parley.toml. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// The tables that there are, in the order of the rows.
std::vector<std::string_view> settings_groups();

/// The rows of one group as a table of Markdown with its head.
std::string settings_table(std::string_view group);

/// A settings file with every key at its default, and what each key is.
std::string example_settings();

}  // namespace parley
