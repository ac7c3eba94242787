// What a node starts with, and what its log says about it.
#pragma once

#include "net/listener.hpp"
#include "server/settings.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace parley {

/// How many loops a node has.
std::size_t loop_count(const settings& values);

std::string url_of(const endpoint& where, bool tls);

/// The settings that let somebody in whom nobody checked, as far as they are
/// switched on; for the log.
std::vector<std::string> open_doors(const settings& values);

/// Logs which server starts, with which settings, where it listens, and a
/// warning for what is open.
void report_start(const settings& values, const std::vector<std::string>& urls,
                  std::size_t loops);

}  // namespace parley
